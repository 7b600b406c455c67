package org.shouhou.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.order.OrderWriter.Target;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

/** Imports files of orders: at once, or in the background with its progress to look at. */
@Service
public class Imports {

    /** So many rejected rows of an import are kept; further ones are only counted. */
    static final int MOST_REJECTIONS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private final Profiles profiles;
    private final Settings settings;
    private final ImportJobs jobs;
    private final OrderWriter writer;
    private final ImportWork work;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Imports(Profiles profiles, Settings settings, ImportJobs jobs, OrderWriter writer, ImportWork work,
            ApplicationEventPublisher events, PlatformTransactionManager transactions) {
        this.profiles = profiles;
        this.settings = settings;
        this.jobs = jobs;
        this.writer = writer;
        this.work = work;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The formats there are: {@code standard}, {@code tmall-order-report} and the profiles in the settings. */
    public List<String> formats() {
        return profiles.names();
    }

    /**
     * Imports a file and waits for the end.
     *
     * @param format          one of {@link #formats()}
     * @param shop            null: the default shop
     * @param openRefundCases whether the refunds in the file are requests, each of which becomes a case once; else they
     *                        count as refunded elsewhere
     * @param by              user name
     * @throws Problem 400 for an unknown format or shop, 422 when the file cannot be read
     */
    public ImportView run(String format, String shop, boolean openRefundCases, MultipartFile file, String by) {
        OrderFile source = new OrderFile(name(file), file.getSize(), file, null);
        return run(format, shop, openRefundCases, source, by);
    }

    ImportView run(String format, String shop, boolean openRefundCases, OrderFile file, String by) {
        try (ImportRun run = begin(format, shop, openRefundCases, file, by)) {
            boolean more = true;
            while (more) {
                more = run.step();
            }
            return jobs.find(run.id()).orElseThrow();
        } catch (IOException e) {
            LOG.warn("An imported file cannot be closed", e);
            throw Problem.unprocessable("import-unreadable", "The file cannot be read.");
        }
    }

    /** As {@link #run}, in the background of this node. @return how it stands; {@link #find} tells on */
    public ImportView start(String format, String shop, boolean openRefundCases, MultipartFile file, String by) {
        profiles.of(format, shopOr(shop));
        OrderFile kept = keep(file);
        return transaction.execute(status -> {
            ImportRun run = begin(format, shop, openRefundCases, kept, by);
            work.add(run);
            events.publishEvent(new WorkArrived());
            return jobs.find(run.id()).orElseThrow();
        });
    }

    private ImportRun begin(String format, String shop, boolean openRefundCases, OrderFile file, String by) {
        String ofShop = shopOr(shop);
        Profile profile = profiles.of(format, ofShop);
        long id = jobs.create(format, ofShop, openRefundCases, file, by);
        return new ImportRun(file, profile, settings.zone(ofShop), new Target(id, ofShop, openRefundCases, by), writer, jobs);
    }

    private String shopOr(String shop) {
        String name = shop == null || shop.isBlank() ? settings.text(Figure.SHOP_DEFAULT, null) : shop.strip();
        if (!name.matches("[\\p{L}\\p{N}._-]{1,40}")) {
            throw Problem.badRequest("invalid-shop", "A shop's code has at most 40 letters, digits, dots, dashes and underscores.");
        }
        return name;
    }

    private static OrderFile keep(MultipartFile file) {
        try {
            Path path = Files.createTempFile("shouhou-import-", ".csv");
            file.transferTo(path);
            return new OrderFile(name(file), file.getSize(), () -> Files.newInputStream(path), path);
        } catch (IOException e) {
            LOG.error("An import's file cannot be kept", e);
            throw Problem.of(HttpStatus.INSUFFICIENT_STORAGE, "import-no-space",
                    "The server cannot keep the file; tell the operator.");
        }
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll("\\p{Cc}", " ");
        return last.length() <= 200 ? last : last.substring(last.length() - 200);
    }

    /** How an import stands; empty when there is none with this id. */
    public Optional<ImportView> find(long id) {
        return jobs.find(id);
    }

    /** The latest imports, without their rejected rows. */
    public List<ImportView> recent(int most) {
        return jobs.recent(most);
    }
}
