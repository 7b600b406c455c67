package org.shouhou.reply;

import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.queue.AwaitsApproval;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest versions of quick replies nobody has approved yet (R11). */
@Component
class RepliesToApprove implements AwaitsApproval {

    private final JdbcClient jdbc;

    RepliesToApprove(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "reply";
    }

    @Override
    public List<Item> waiting(Actor actor) {
        return jdbc.sql("""
                SELECT t.title, v.words, v.written_by, v.written_ms FROM reply_template t JOIN reply_version v ON v.template_id = t.id
                WHERE v.approved_ms IS NULL AND v.version_no > COALESCE(t.in_use, 0)
                  AND v.version_no = (SELECT MAX(n.version_no) FROM reply_version n WHERE n.template_id = t.id)
                ORDER BY v.written_ms, t.id""").query((row, n) -> new Item(row.getString("title"), "/reply-templates", row.getString("written_by"),
                        Instant.ofEpochMilli(row.getLong("written_ms")), row.getString("words"),
                        row.getString("written_by").equals(actor.name()) ? "four-eyes" : null)).list();
    }
}
