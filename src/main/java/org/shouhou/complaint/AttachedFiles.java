package org.shouhou.complaint;

import java.io.IOException;
import org.shouhou.attachment.Attachment;
import org.shouhou.attachment.Attachments;
import org.springframework.stereotype.Component;

/** Photos, documents and recordings of a case in its evidence, under the number they have and the ending of their kind. */
@Component
class AttachedFiles implements EvidenceSource {

    private final Attachments attachments;

    AttachedFiles(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public void add(long caseId, Into zip) throws IOException {
        for (Attachment file : attachments.of(caseId)) {
            zip.add("attachments/" + file.id() + "-" + file.name(), out -> out.write(attachments.content(file)));
        }
    }
}
