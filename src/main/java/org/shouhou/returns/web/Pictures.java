package org.shouhou.returns.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.shouhou.attachment.Attachments;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.web.multipart.MultipartFile;

/** What a scan's form carries beside its words. A file field nobody used sends an empty part without a name. */
final class Pictures {

    /** No phone takes a larger picture; what the shop takes is checked after. */
    private static final long LARGEST = 64L * 1024 * 1024;

    private Pictures() {
    }

    static List<Attachments.Sent> read(List<MultipartFile> files) {
        List<MultipartFile> sent = files == null ? List.of() : files.stream()
                .filter(file -> !file.isEmpty() || file.getOriginalFilename() != null && !file.getOriginalFilename().isEmpty()).toList();
        if (sent.stream().anyMatch(file -> file.getSize() > LARGEST)) {
            throw Attachments.tooLarge(LARGEST);
        }
        return sent.stream().map(Pictures::read).toList();
    }

    private static Attachments.Sent read(MultipartFile file) {
        try {
            return new Attachments.Sent(file.getOriginalFilename(), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Problem 400 for what is no number */
    static Integer pieces(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (!typed.strip().matches("\\d{1,4}")) {
            throw Problem.fields(List.of(new FieldProblem("pieces", "Must be a whole number.")));
        }
        return Integer.valueOf(typed.strip());
    }
}
