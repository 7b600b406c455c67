package org.shouhou.attachment;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The files of cases as the database keeps them. */
@Repository
class AttachmentTable {

    /** What was added to a case that was merged into another one is seen there too (R38). */
    private static final String OF_CASE = "SELECT a.* FROM (SELECT id FROM case_file WHERE id = ?"
            + " UNION ALL SELECT id FROM case_file WHERE merged_into = ?) c JOIN attachment a ON a.case_id = c.id";

    /** Well below the smallest packet a server of the MySQL family takes by default. */
    private static final int PART = 512 * 1024;
    private final JdbcClient jdbc;
    private final Clock clock;

    AttachmentTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Attachment> of(long caseId) {
        return jdbc.sql(OF_CASE + " ORDER BY a.id").params(caseId, caseId).query(AttachmentTable::map).list();
    }

    Optional<Attachment> find(long caseId, long id) {
        return jdbc.sql(OF_CASE + " WHERE a.id = ?").params(caseId, caseId, id).query(AttachmentTable::map).optional();
    }

    Optional<Attachment> byContent(long caseId, String sha256) {
        return jdbc.sql("SELECT * FROM attachment WHERE case_id = ? AND sha256 = ?").params(caseId, sha256)
                .query(AttachmentTable::map).optional();
    }

    Attachment insert(long caseId, String sha256, String name, FileKind kind, byte[] content, String actor) {
        KeyHolder key = new GeneratedKeyHolder();
        long now = clock.millis();
        jdbc.sql("INSERT INTO attachment (case_id, sha256, name, file_kind, size_bytes, added_by, added_ms) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(caseId).param(sha256).param(name).param(kind.name()).param(content.length).param(actor).param(now)
                .update(key, "id");
        long id = key.getKey().longValue();
        for (int from = 0, no = 0; from < content.length; from += PART, no++) {
            jdbc.sql("INSERT INTO attachment_part (attachment_id, part_no, content) VALUES (?, ?, ?)")
                    .param(id).param(no).param(Arrays.copyOfRange(content, from, Math.min(content.length, from + PART))).update();
        }
        return new Attachment(id, caseId, name, kind, content.length, sha256, actor, Instant.ofEpochMilli(now));
    }

    byte[] content(long id) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        jdbc.sql("SELECT content FROM attachment_part WHERE attachment_id = ? ORDER BY part_no").param(id)
                .query((row, n) -> row.getBytes(1)).list().forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Attachment map(ResultSet row, int n) throws SQLException {
        return new Attachment(row.getLong("id"), row.getLong("case_id"), row.getString("name"),
                FileKind.valueOf(row.getString("file_kind")), row.getLong("size_bytes"), row.getString("sha256"),
                row.getString("added_by"), Instant.ofEpochMilli(row.getLong("added_ms")));
    }
}
