package org.shouhou.attachment;

import java.time.Instant;

/**
 * A file of a case.
 *
 * @param name   cleaned, ending as its content is
 * @param size   in bytes
 * @param sha256 of the content, in lower-case hex: what proves that it was not altered (R30)
 */
public record Attachment(long id, long caseId, String name, FileKind kind, long size, String sha256, String addedBy,
        Instant addedAt) {
}
