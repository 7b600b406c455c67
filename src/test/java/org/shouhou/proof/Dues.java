package org.shouhou.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What will happen to a case by itself, and when. */
record Dues(World world, String key, String orderNo) {

    /** Whether something will happen by itself: at once, or when its time comes. */
    boolean goesOn() {
        return next().isPresent() || world.count("SELECT COUNT(*) FROM ACT_RU_JOB j JOIN ACT_RU_EXECUTION r ON j.PROCESS_INSTANCE_ID_ = r.ID_"
                + " WHERE r.BUSINESS_KEY_ = ? AND j.RETRIES_ > 0", key) > 0;
    }

    /** When a timer, a repeated call, an event under way or a clock of the case comes next. */
    Optional<Instant> next() {
        Instant now = world.now();
        List<Instant> all = new ArrayList<>();
        world.jdbc.sql("SELECT j.DUEDATE_ FROM ACT_RU_JOB j JOIN ACT_RU_EXECUTION r ON j.PROCESS_INSTANCE_ID_ = r.ID_"
                        + " WHERE r.BUSINESS_KEY_ = ? AND j.DUEDATE_ IS NOT NULL AND j.RETRIES_ > 0")
                .param(key).query((row, n) -> all.add(row.getTimestamp(1).toInstant())).list();
        world.jdbc.sql("SELECT x.LOCK_EXP_TIME_ FROM ACT_RU_EXT_TASK x JOIN ACT_RU_EXECUTION r ON x.PROC_INST_ID_ = r.ID_"
                        + " WHERE r.BUSINESS_KEY_ = ? AND x.LOCK_EXP_TIME_ IS NOT NULL AND (x.RETRIES_ IS NULL OR x.RETRIES_ > 0)")
                .param(key).query((row, n) -> all.add(row.getTimestamp(1).toInstant())).list();
        world.jdbc.sql("SELECT due_ms FROM sandbox_event WHERE sent_ms IS NULL AND body LIKE ?").param("%\"" + orderNo + "\"%")
                .query((row, n) -> all.add(Instant.ofEpochMilli(row.getLong(1)))).list();
        world.jdbc.sql("SELECT ready_ms FROM sandbox_effect WHERE ready_ms IS NOT NULL AND order_no = ?").param(orderNo)
                .query((row, n) -> all.add(Instant.ofEpochMilli(row.getLong(1)))).list();
        return all.stream().filter(at -> at.isAfter(now)).min(Instant::compareTo);
    }
}
