package org.shouhou.complaint;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.shouhou.common.Json;

/**
 * A ZIP that is written as it is made, each entry with its SHA-256, so that the same content is the same bytes: entries
 * carry no time of their own. Tables are CSV for spreadsheets: UTF-8 with a byte order mark, and no cell is a formula.
 */
final class EvidenceZip implements AutoCloseable {

    /** What writes an entry. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private final ZipOutputStream zip;
    private final List<Map<String, Object>> entries = new ArrayList<>();

    EvidenceZip(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Name, size in bytes and hash of every entry so far. */
    List<Map<String, Object>> entries() {
        return List.copyOf(entries);
    }

    void add(String name, Content content) throws IOException {
        MessageDigest digest = HashChain.digest();
        open(name);
        Counted counted = new Counted(new DigestOutputStream(zip, digest));
        content.to(counted);
        counted.flush();
        zip.closeEntry();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("bytes", counted.bytes);
        entry.put("sha256", HexFormat.of().formatHex(digest.digest()));
        entries.add(entry);
    }

    void json(String name, Object value) throws IOException {
        add(name, out -> out.write(Json.write(value).getBytes(StandardCharsets.UTF_8)));
    }

    void text(String name, List<String> lines) throws IOException {
        add(name, out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    void table(String name, List<String> columns, List<List<String>> rows) throws IOException {
        add(name, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write('\uFEFF');
            CsvWriter csv = CsvWriter.builder().build(text);
            csv.writeRecord(columns);
            for (List<String> row : rows) {
                csv.writeRecord(row.stream().map(EvidenceZip::safe).toList());
            }
            csv.flush();
            text.flush();
        });
    }

    /** The manifest is the one entry that stands in no list. */
    void manifest(Map<String, Object> facts) throws IOException {
        open("manifest.json");
        zip.write(Json.write(facts).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void open(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    /** A spreadsheet takes a cell that begins like a formula for one. */
    private static String safe(String cell) {
        return cell == null ? "" : !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    @Override
    public void close() throws IOException {
        zip.finish();
        zip.flush();
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }

        /** The entry ends, not the file. */
        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
