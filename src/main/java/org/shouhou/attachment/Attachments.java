package org.shouhou.attachment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** The files of a case: photos, documents, recordings (R3, R16, R30). Nothing here changes or deletes one. */
@Service
public class Attachments {

    /** A file as it was sent. @param name what the sender calls it; may be null */
    public record Sent(String name, byte[] content) {
    }

    /** @param created false when the case had every one of them already */
    public record Added(List<Attachment> files, boolean created) {
    }

    /** A file that was looked into. */
    public record Known(String name, FileKind kind, byte[] content, String sha256) {
    }

    private final AttachmentTable table;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final Settings settings;
    private final Commands commands;

    Attachments(AttachmentTable table, CaseFiles cases, CaseHistory history, Settings settings, Commands commands) {
        this.table = table;
        this.cases = cases;
        this.history = history;
        this.settings = settings;
        this.commands = commands;
    }

    /** All files of a case, oldest first. */
    public List<Attachment> of(long caseId) {
        return table.of(caseId);
    }

    /** @throws Problem 404 when the case has no such file */
    public Attachment get(long caseId, String id) {
        return (id.matches("\\d{1,18}") ? table.find(caseId, Long.parseLong(id)) : java.util.Optional.<Attachment>empty())
                .orElseThrow(() -> Problem.notFound("attachment", id));
    }

    /** The bytes of a file as they were sent. */
    public byte[] content(Attachment file) {
        return table.content(file.id());
    }

    /** The largest file a shop takes, in bytes. */
    public long largest(String shop) {
        return settings.number(Figure.ATTACHMENT_LARGEST, shop);
    }

    /**
     * Adds files, all of them or none. A content the case has already is not added twice: its file is returned, so that
     * sending the same again changes nothing.
     *
     * @throws Problem 400 naming each file that is empty or of no kind we take, 413 for one that is too large,
     *                 422 when the case has too many
     */
    public Added add(long caseId, List<Sent> sent, Actor actor) {
        CaseFile seen = cases.get(caseId);
        List<Known> files = check(sent, seen.shop());
        return commands.run(() -> {
            cases.lock(caseId);
            List<Attachment> added = new ArrayList<>();
            boolean created = false;
            for (Known file : files) {
                Attachment before = table.byContent(caseId, file.sha256()).orElse(null);
                added.add(before != null ? before : store(caseId, file, actor));
                created |= before == null;
            }
            if (table.of(caseId).size() > settings.number(Figure.ATTACHMENT_MOST, seen.shop())) {
                throw Problem.unprocessable("too-many-files", "This case has as many files as a case may have.");
            }
            return new Added(added, created);
        });
    }

    /**
     * Looks into pictures that belong to no case yet.
     *
     * @param shop null for what holds for all shops
     * @throws Problem 400 naming each that is empty or no picture, 413 for one that is too large
     */
    public List<Known> pictures(List<Sent> sent, String shop) {
        List<Known> known = sent.isEmpty() ? List.of() : check(sent, shop);
        if (known.stream().anyMatch(file -> file.kind().sort() != FileKind.Sort.PICTURE && file.kind() != FileKind.HEIC)) {
            throw Problem.fields(List.of(new FieldProblem("file", "This is no kind of file a case takes: a picture is needed.")));
        }
        return known;
    }

    private Attachment store(long caseId, Known file, Actor actor) {
        Attachment stored = table.insert(caseId, file.sha256(), file.name(), file.kind(), file.content(), actor.name());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("attachmentId", stored.id());
        facts.put("file", stored.name());
        facts.put("fileSort", stored.kind().sort().name());
        facts.put("size", stored.size());
        facts.put("sha256", stored.sha256());
        history.record(caseId, actor.name(), "ATTACHMENT_ADDED", facts);
        return stored;
    }

    private List<Known> check(List<Sent> sent, String shop) {
        long largest = largest(shop);
        List<FieldProblem> problems = new ArrayList<>();
        List<Known> files = new ArrayList<>();
        for (Sent one : sent) {
            if (one.content().length > largest) {
                throw tooLarge(largest);
            }
            FileKind kind = one.content().length == 0 ? null : FileCheck.kind(one.content()).orElse(null);
            if (one.content().length == 0) {
                problems.add(new FieldProblem("file", "The file is empty."));
            } else if (kind == null) {
                problems.add(new FieldProblem("file", "This is no kind of file a case takes: photos (JPEG, PNG, GIF, WebP, HEIC), "
                        + "PDF, plain text, sound (MP3, M4A, WAV, AMR) or MP4."));
            } else {
                files.add(new Known(FileName.clean(one.name(), kind), kind, one.content(), sha256(one.content())));
            }
        }
        if (sent.isEmpty()) {
            problems.add(new FieldProblem("file", "This part is needed."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return files;
    }

    /** What is said of a file larger than the shop takes. @param largest in bytes */
    public static Problem tooLarge(long largest) {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file has at most " + largest + " bytes here.");
    }

    /** Those of the ids that are no file of this case. @param ids comma-separated, as a form sends them */
    public Set<String> foreign(long caseId, String ids) {
        Set<String> known = table.of(caseId).stream().map(file -> Long.toString(file.id())).collect(Collectors.toSet());
        Set<String> foreign = new TreeSet<>();
        for (String id : ids.split(",", -1)) {
            if (!known.contains(id.strip())) {
                foreign.add(id.strip());
            }
        }
        return foreign;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
