package org.shouhou.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.shouhou.attachment.Attachments;
import org.shouhou.attachment.Attachments.Sent;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.queue.OpenTasks;
import org.shouhou.queue.QueueEntry;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Service;

/** The warehouse's scan station (R46): what a code says to check, and the parcel's condition, pieces and pictures in one go. */
@Service
public class ScanStation {

    /** A line that comes back. */
    public record Goods(String sku, String title, int quantity) {
    }

    /**
     * What a waybill, a return number, an order or a case number says.
     *
     * @param state EXPECTED, HERE (scanned before), REGISTERED (in the register already) or UNKNOWN
     * @param words what the customer wrote; null when no case is known
     * @param pieces how many pieces should be in it
     */
    public record Found(String state, String code, String caseId, String number, String orderNo, String type, String reason, String words,
            List<Goods> goods, int pieces) {
    }

    private static final String INSPECT = "inspectReturn";

    private final WarehouseScans scans;
    private final UnidentifiedParcels register;
    private final ReturnBook book;
    private final CaseFiles cases;
    private final Orders orders;
    private final Attachments attachments;
    private final ParcelPhotos photos;
    private final Tasks tasks;
    private final OpenTasks open;
    private final Commands commands;

    ScanStation(WarehouseScans scans, UnidentifiedParcels register, ReturnBook book, CaseFiles cases, Orders orders,
            Attachments attachments, ParcelPhotos photos, Tasks tasks, OpenTasks open, Commands commands) {
        this.scans = scans;
        this.register = register;
        this.book = book;
        this.cases = cases;
        this.orders = orders;
        this.attachments = attachments;
        this.photos = photos;
        this.tasks = tasks;
        this.open = open;
        this.commands = commands;
    }

    /** @throws Problem 400 without a code, or with too long a one */
    public Found look(String code) {
        if (code == null || code.isBlank() || code.strip().length() > 64) {
            throw Problem.fields(List.of(new FieldProblem("waybill", code == null || code.isBlank() ? "Is required." : "Is longer than 64 characters.")));
        }
        String read = code.strip();
        Optional<CaseFile> awaited = scans.waiting(read);
        if (awaited.isPresent()) {
            return found("EXPECTED", read, awaited.get());
        }
        Optional<Long> here = book.withCode(read).stream().findFirst();
        if (here.isPresent()) {
            return found("HERE", read, cases.get(here.get()));
        }
        return new Found(register.openWith(read).isPresent() ? "REGISTERED" : "UNKNOWN", read, null, null, null, null, null, null, List.of(), 0);
    }

    private Found found(String state, String code, CaseFile file) {
        Order order = orders.byId(file.orderId()).orElseThrow();
        List<Long> about = cases.lines(file.id());
        List<Goods> goods = order.lines().stream().filter(line -> about.isEmpty() || about.contains(line.id()))
                .map(line -> new Goods(line.sku(), line.title(), line.quantity())).toList();
        return new Found(state, code, Long.toString(file.id()), file.number(), file.orderNo(), file.type(), file.reason(), file.words(), goods,
                goods.stream().mapToInt(Goods::quantity).sum());
    }

    /**
     * Records a parcel with its pictures. One that a return waits for arrives there, with the pictures; where the goods are
     * all there and in order the inspection is done with it. Any other goes to the register.
     *
     * @param inOrder the goods were looked at and are in order
     * @throws Problem as {@link WarehouseScans#scan}; 400 for a file that is no picture, or goods in order that are not all there
     */
    public WarehouseScans.Scanned record(WarehouseScans.Scan scan, List<Sent> sent, boolean inOrder, Actor actor) {
        scans.check(scan);
        List<Attachments.Known> pictures = photos.check(sent);
        return commands.run(() -> {
            boolean again = scans.done(scan.requestId()).isPresent();
            Optional<CaseFile> awaited = scans.waiting(scan.waybill().strip());
            checkInOrder(scan, awaited, inOrder);
            String ids = awaited.isPresent() && !sent.isEmpty() ? ParcelPhotos.ids(attachments.add(awaited.get().id(), sent, actor)) : scan.photos();
            WarehouseScans.Scanned done = scans.scan(new WarehouseScans.Scan(scan.requestId(), scan.waybill(), scan.condition(), ids,
                    scan.signedAt(), scan.pieces()), actor.name());
            if (done.parcelId() != null) {
                photos.add(done.parcelId(), pictures, actor.name());
            }
            if (!again && inOrder && done.result().equals("ARRIVED")) {
                inspected(Long.parseLong(done.caseId()), scan.requestId(), actor);
            }
            return done;
        });
    }

    private void checkInOrder(WarehouseScans.Scan scan, Optional<CaseFile> awaited, boolean inOrder) {
        if (!inOrder || awaited.isEmpty()) {
            return;
        }
        List<FieldProblem> wrong = new ArrayList<>();
        int expected = found("EXPECTED", scan.waybill(), awaited.get()).pieces();
        if (scan.condition().equals("EMPTY") || scan.condition().equals("DAMAGED")) {
            wrong.add(new FieldProblem("condition", "Goods of such a parcel are not in order without an inspection."));
        }
        if (scan.pieces() != null && scan.pieces() != expected) {
            wrong.add(new FieldProblem("pieces", "Should be " + expected + ": goods that are not all there are inspected."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }

    private void inspected(long caseId, String requestId, Actor actor) {
        Optional<QueueEntry> task = open.of(caseId, INSPECT);
        if (task.isPresent() && (task.get().owner() == null || task.get().owner().equals(actor.name()))) {
            Tasks.TaskView mine = tasks.claim(task.get().taskId(), null, actor);
            tasks.complete(mine.taskId(), "scan-" + org.shouhou.common.Json.hash(requestId), mine.revision(),
                    new TreeMap<>(Map.of("decision", "IN_ORDER")), actor);
        }
    }
}
