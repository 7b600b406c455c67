package org.shouhou.order;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.order.OrderWriter.Result;
import org.shouhou.order.OrderWriter.Target;
import org.shouhou.order.OrderWriter.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * One import at work, step by step. It keeps no more of the file in memory than the rows of one step, however large the
 * file is.
 */
final class ImportRun implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final int ORDERS_OF_A_STEP = 200;
    private static final int ROWS_OF_A_STEP = 1000;
    private static final int ROWS_OF_AN_ORDER = 200;

    private final OrderFile file;
    private final Profile profile;
    private final Target target;
    private final OrderParser parser;
    private final OrderWriter writer;
    private final ImportJobs jobs;
    private final ImportJobs.Counts counts = new ImportJobs.Counts();
    private final List<Rejection> rejected = new ArrayList<>();
    private long kept;
    private RowReader rows;
    private Row ahead;
    private ImportedOrder orderAhead;

    ImportRun(OrderFile file, Profile profile, ZoneId shopZone, Target target, OrderWriter writer, ImportJobs jobs) {
        this.file = file;
        this.profile = profile;
        this.target = target;
        this.parser = new OrderParser(profile, shopZone);
        this.writer = writer;
        this.jobs = jobs;
    }

    long id() {
        return target.importId();
    }

    /**
     * Does the next part: first recognises the file, then some hundred orders each time.
     *
     * @return whether there is more to do
     * @throws Problem when the file cannot be imported at all, or not to its end; what it did so far stays
     */
    boolean step() {
        try {
            boolean more = rows == null ? begin() : next();
            keepRejections();
            if (!more) {
                counts.bytes = file.bytes();
                jobs.done(id(), counts);
            }
            return more;
        } catch (Problem e) {
            throw failed(e);
        } catch (IOException e) {
            LOG.warn("Import {} cannot read its file", id(), e);
            throw failed(Problem.unprocessable("import-unreadable", "The file cannot be read."));
        } catch (RuntimeException e) {
            LOG.error("Import {} stopped", id(), e);
            throw failed(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "import-interrupted",
                    "The import stopped after " + counts.bytes + " bytes; import the same file again, nothing comes in twice."));
        }
    }

    private Problem failed(Problem problem) {
        jobs.failed(id(), counts, problem.getMessage());
        return problem.with("importId", id());
    }

    private boolean begin() throws IOException {
        Encoding encoding = Encoding.of(file, profile.charset());
        rows = new RowReader(new Counting(file.open()), encoding, profile);
        ahead = rows.read();
        return true;
    }

    private boolean next() throws IOException {
        List<ImportedOrder> batch = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        int read = 0;
        while (batch.size() < ORDERS_OF_A_STEP && read < ROWS_OF_A_STEP) {
            ImportedOrder order = orderAhead;
            orderAhead = null;
            if (order == null) {
                if (ahead == null) {
                    break;
                }
                List<Row> ofOrder = rowsOfNextOrder();
                read += ofOrder.size();
                order = parser.parse(ofOrder, rejected);
            }
            if (order != null && !numbers.add(order.orderNo())) {
                orderAhead = order;
                break;
            }
            if (order != null) {
                batch.add(order);
            }
        }
        write(batch);
        return ahead != null || orderAhead != null;
    }

    private List<Row> rowsOfNextOrder() throws IOException {
        List<Row> of = new ArrayList<>();
        Row first = ahead;
        of.add(first);
        ahead = rows.read();
        while (profile.hasLines() && ahead != null && ahead.sameOrder(first)) {
            if (of.size() < ROWS_OF_AN_ORDER) {
                of.add(ahead);
            } else if (of.size() == ROWS_OF_AN_ORDER) {
                of.add(new Row(ahead.line(), ahead.cells(), "An order has at most " + ROWS_OF_AN_ORDER + " rows."));
            }
            ahead = rows.read();
        }
        return of;
    }

    private void write(List<ImportedOrder> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Written> written;
        try {
            written = new ArrayList<>(writer.write(target, batch));
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            // One of them spoils the transaction: each alone, so that only that one is rejected.
            written = new ArrayList<>(batch.stream().map(order -> new Written(order, Result.ALONE, 0, null)).toList());
        }
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).result() == Result.ALONE) {
                written.set(i, alone(written.get(i).order()));
            }
        }
        written.removeIf(each -> each == null);
        Set<Written> asked = new HashSet<>();
        if (target.openCases()) {
            for (Written each : writer.withOpenRequests(written)) {
                if (request(each)) {
                    asked.add(each);
                }
            }
        }
        written.forEach(each -> count(each, asked.contains(each)));
    }

    private Written alone(ImportedOrder order) {
        try {
            return writer.writeAlone(target, order);
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            reject(order, e);
            return null;
        }
    }

    private boolean request(Written written) {
        try {
            boolean opened = writer.request(target, written);
            counts.casesOpened += opened ? 1 : 0;
            return opened;
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            reject(written.order(), e);
            return false;
        }
    }

    private void reject(ImportedOrder order, RuntimeException e) {
        if (e instanceof RowRefused refused) {
            rejected.add(new Rejection(order.line(), refused.field() == null ? null : profile.header(refused.field()), e.getMessage()));
        } else if (e instanceof Problem) {
            rejected.add(new Rejection(order.line(), profile.header(Field.REFUNDED), e.getMessage()));
        } else {
            LOG.error("Import {} cannot store the order in line {}", id(), order.line(), e);
            rejected.add(new Rejection(order.line(), null, "The order cannot be stored; the operator finds the reason in the log."));
        }
    }

    private void count(Written written, boolean asked) {
        switch (written.result()) {
            case IMPORTED -> counts.imported++;
            case UPDATED -> counts.updated++;
            case UNCHANGED -> {
                counts.updated += asked ? 1 : 0;
                counts.unchanged += asked ? 0 : 1;
            }
            default -> rejected.add(new Rejection(written.order().line(), profile.header(Field.ORDER_NO), "The order "
                    + written.order().orderNo() + " stands already in line " + written.earlierLine() + " of this file, with other values."));
        }
    }

    private void keepRejections() {
        counts.rejected += rejected.size();
        List<Rejection> now = rejected.subList(0, (int) Math.min(rejected.size(), Imports.MOST_REJECTIONS - kept));
        jobs.progress(id(), counts, now);
        kept += now.size();
        rejected.clear();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** Counts what is read, for the progress. */
    private final class Counting extends FilterInputStream {

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            counts.bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = super.read(bytes, from, most);
            counts.bytes += Math.max(0, read);
            return read;
        }
    }
}
