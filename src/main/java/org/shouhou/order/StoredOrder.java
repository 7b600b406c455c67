package org.shouhou.order;

import java.time.Instant;
import java.util.List;

/**
 * An order as the table has it, with what an import compares.
 *
 * @param importId   the import that wrote or saw it last, or null
 * @param importLine the line of that import's file
 */
record StoredOrder(Order order, String rowHash, long revision, Long importId, Long importLine) {

    long id() {
        return order.id();
    }

    StoredOrder withLines(List<Line> lines) {
        return new StoredOrder(order.withLines(lines), rowHash, revision, importId, importLine);
    }

    /**
     * The order with what the file tells put over what was known. What the file leaves empty stays, and a paid order
     * does not become unpaid. The lines are those of the stored order.
     */
    Order with(ImportedOrder.Facts facts) {
        boolean older = facts.paidAt() == null && order.paidAt() != null;
        return new Order(order.id(), order.shop(), order.orderNo(), order.currency(),
                older ? order.totalMinor() : facts.totalMinor(), older ? order.paidMinor() : facts.paidMinor(),
                newer(facts.createdAt(), order.createdAt()), newer(facts.paidAt(), order.paidAt()),
                newer(facts.buyer(), order.buyer()), newer(facts.buyerFlag(), order.buyerFlag()),
                newer(facts.recipient(), order.recipient()), newer(facts.phone(), order.phone()),
                newer(facts.email(), order.email()), newer(facts.region(), order.region()),
                newer(facts.address(), order.address()), newer(facts.courier(), order.courier()),
                newer(facts.waybill(), order.waybill()), newer(facts.shippedAt(), order.shippedAt()),
                newer(facts.receivedAt(), order.receivedAt()), newer(facts.shipBy(), order.shipBy()),
                order.shippingKnown() || facts.shippingKnown(), order.lines());
    }

    /** Whether the file says for the first time that the parcel left or arrived. */
    boolean shipsWith(ImportedOrder.Facts facts) {
        return isNew(facts.shippedAt(), order.shippedAt()) || isNew(facts.receivedAt(), order.receivedAt());
    }

    /** The lines the order has with the file; null when they stay as they are. */
    List<ImportedOrder.ImportedLine> linesWith(ImportedOrder imported) {
        ImportedOrder.Facts facts = imported.facts();
        boolean older = facts.paidAt() == null && order.paidAt() != null;
        if (older || facts.lines().isEmpty() && facts.paidMinor() == order.paidMinor()) {
            return null;
        }
        if (facts.lines().isEmpty() && order.lines().size() == 1) {
            Line only = order.lines().get(0);
            return List.of(new ImportedOrder.ImportedLine(only.lineNo(), only.sku(), only.batch(), only.title(), only.quantity(), facts.paidMinor()));
        }
        if (facts.lines().isEmpty()) {
            throw new RowRefused(null, "The order has " + order.lines().size()
                    + " lines and another amount was paid for it; import it with its lines.");
        }
        List<ImportedOrder.ImportedLine> now = order.lines().stream().map(line -> new ImportedOrder.ImportedLine(
                line.lineNo(), line.sku(), batchTold(facts, line), line.title(), line.quantity(), line.paidMinor())).toList();
        return now.equals(facts.lines()) ? null : facts.lines();
    }

    /** A file that names no batch says nothing against the known one. */
    private static String batchTold(ImportedOrder.Facts facts, Line known) {
        boolean silent = facts.lines().stream().anyMatch(line -> line.lineNo() == known.lineNo() && line.batch() == null);
        return silent ? null : known.batch();
    }

    private static boolean isNew(Instant told, Instant known) {
        return told != null && known == null;
    }

    private static <T> T newer(T told, T known) {
        return told == null ? known : told;
    }
}
