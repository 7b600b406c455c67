package org.shouhou.attachment.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.shouhou.attachment.Attachments;
import org.springframework.web.multipart.MultipartFile;

/** Sent files, read only when none is larger than what is taken. */
final class Files {

    private Files() {
    }

    static List<Attachments.Sent> read(List<MultipartFile> files, long largest) {
        List<MultipartFile> sent = files == null ? List.of() : files;
        if (sent.stream().anyMatch(file -> file.getSize() > largest)) {
            throw Attachments.tooLarge(largest);
        }
        return sent.stream().map(Files::read).toList();
    }

    private static Attachments.Sent read(MultipartFile file) {
        try {
            return new Attachments.Sent(file.getOriginalFilename(), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
