package org.shouhou.returns;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.attachment.Attachments;
import org.shouhou.attachment.Attachments.Sent;
import org.shouhou.attachment.FileKind;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Pictures of parcels nobody expected: kept with the parcel, and with its case once that is found (R46). */
@Service
public class ParcelPhotos {

    /** A picture as it was taken. */
    public record Photo(long id, long parcelId, String name, FileKind kind, byte[] content) {
    }

    private final JdbcClient jdbc;
    private final Attachments attachments;
    private final Clock clock;

    ParcelPhotos(JdbcClient jdbc, Attachments attachments, Clock clock) {
        this.jdbc = jdbc;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** Checks what the camera sent. @throws Problem 400 for what is no picture, 413 for too large a one */
    List<Attachments.Known> check(List<Sent> sent) {
        return attachments.pictures(sent, null);
    }

    /** Adds pictures to a parcel of the register, each of them once. */
    void add(long parcelId, List<Attachments.Known> pictures, String by) {
        for (Attachments.Known picture : pictures) {
            long there = jdbc.sql("SELECT COUNT(*) FROM parcel_photo WHERE parcel_id = ? AND sha256 = ?").params(parcelId, picture.sha256())
                    .query(Long.class).single();
            if (there == 0) {
                jdbc.sql("INSERT INTO parcel_photo (parcel_id, sha256, name, file_kind, content, added_by, added_ms) VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .params(parcelId, picture.sha256(), picture.name(), picture.kind().name(), picture.content(), by, clock.millis()).update();
            }
        }
    }

    /** Ids of a parcel's pictures. */
    public List<Long> of(long parcelId) {
        return jdbc.sql("SELECT id FROM parcel_photo WHERE parcel_id = ? ORDER BY id").param(parcelId).query(Long.class).list();
    }

    /** @throws Problem 404 when the parcel has no such picture */
    public Photo get(long parcelId, long id) {
        return jdbc.sql("SELECT * FROM parcel_photo WHERE parcel_id = ? AND id = ?").params(parcelId, id)
                .query((row, n) -> new Photo(row.getLong("id"), row.getLong("parcel_id"), row.getString("name"),
                        FileKind.valueOf(row.getString("file_kind")), row.getBytes("content"))).optional()
                .orElseThrow(() -> Problem.notFound("photo", id));
    }

    /** The parcel's case is found: its pictures are the case's. @return their ids, comma-separated; null for none */
    String give(long parcelId, long caseId, Actor by) {
        List<Sent> sent = new ArrayList<>();
        of(parcelId).forEach(id -> sent.add(new Sent(get(parcelId, id).name(), get(parcelId, id).content())));
        return sent.isEmpty() ? null : ids(attachments.add(caseId, sent, by));
    }

    static String ids(Attachments.Added added) {
        return String.join(",", added.files().stream().map(file -> Long.toString(file.id())).toList());
    }
}
