package org.shouhou.gateway.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.HandBulk;
import org.shouhou.gateway.ToDoFile;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What people carry out by hand (R40): payments are finance's, the rest agents' or the warehouse's. */
@RestController
@RequestMapping("/api/todo-outside")
class ToDoApi {

    private static final int PAGE = 100;
    private static final int MOST = 50_000;
    private static final long LARGEST = 20L * 1024 * 1024;

    /** An entry. {@code request} is what to do, in the operation's own shape; {@code createdMs} epoch millis. */
    record Entry(long id, long caseId, String gateway, String operation, String shop, String orderNo, String key,
            Map<String, Object> request, long createdMs, boolean mayDo) {
    }

    record Page(List<Entry> entries, Long cursor) {
    }

    /** What a person says. */
    record Answered(Effects.Outcome outcome, String reference, Map<String, Object> data, String note) {
    }

    private final Effects effects;
    private final HandBulk bulk;
    private final ToDoFile file;

    ToDoApi(Effects effects, HandBulk bulk, ToDoFile file) {
        this.effects = effects;
        this.bulk = bulk;
        this.file = file;
    }

    /** What waits, oldest first; the auditor sees all of it. @param gateway such as {@code PAYMENT} @param shop only of this shop */
    @GetMapping
    Page list(@RequestParam(defaultValue = "0") long cursor, @RequestParam(required = false) String gateway,
            @RequestParam(required = false) String shop) {
        Set<String> mine = MyGateways.mine();
        List<EffectRecord> found = bulk.toDo(MyGateways.seen(gateway), shop, cursor, PAGE);
        List<Entry> entries = found.stream().map(entry -> entry(entry, mine)).toList();
        return new Page(entries, found.size() < PAGE ? null : found.get(PAGE - 1).id());
    }

    /** @param items at most 200 */
    record Items(List<HandBulk.Item> items) {
    }

    record Rows(List<HandBulk.Row> rows) {
    }

    /** Several at once, each with its own result. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Rows answerAll(@RequestBody Items all) {
        return new Rows(bulk.answer(all.items(), Actor.current().name(), MyGateways.mine()));
    }

    @PostMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable long id, @RequestBody Answered answered) {
        MyGateways.entry(effects, id);
        effects.doneByHand(id, Actor.current().name(), answered.outcome(), answered.reference(), answered.data(),
                answered.note());
    }

    /** The whole list as CSV, to be filled in and sent back. */
    @GetMapping("/export")
    ResponseEntity<byte[]> export() {
        byte[] csv = file.export(bulk.toDo(MyGateways.seen(), null, 0, MOST));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"todo-outside.csv\"").body(csv);
    }

    /** @param filled the filled-in file, field {@code file} */
    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ToDoFile.Report take(@RequestParam("file") MultipartFile filled) throws IOException {
        if (filled.getSize() > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file has at most 20 MB.");
        }
        return file.take(filled.getBytes(), Actor.current().name(), MyGateways.mine());
    }

    private static Entry entry(EffectRecord entry, Set<String> mine) {
        return new Entry(entry.id(), entry.caseId(), entry.gateway(), entry.operation(), entry.shop(), entry.orderNo(),
                entry.key(), entry.request(), entry.createdMs(), mine.contains(entry.gateway()));
    }
}
