package org.shouhou.order;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.InputStreamSource;

/**
 * A file to import. It is read twice: once to recognise its characters, once for its rows.
 *
 * @param name  as the user calls it
 * @param bytes its size
 * @param keep  where it lies until the import is done, or null when it is not ours to delete
 */
record OrderFile(String name, long bytes, InputStreamSource source, Path keep) implements Closeable {

    InputStream open() throws IOException {
        return source.getInputStream();
    }

    @Override
    public void close() throws IOException {
        if (keep != null) {
            Files.deleteIfExists(keep);
        }
    }
}
