package org.shouhou.incident;

import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Service;

/** The clusters people were told about, their cases, and making an incident of one (R33, R37). */
@Service
public class Clusters {

    /** A case of a cluster. */
    public record CaseRow(String caseId, String number, String type, String status, String orderNo, String buyer) {
    }

    private static final int MOST = 200;
    private final Commands commands;
    private final ClusterTable table;
    private final Incidents incidents;
    private final CaseFiles cases;

    Clusters(Commands commands, ClusterTable table, Incidents incidents, CaseFiles cases) {
        this.commands = commands;
        this.table = table;
        this.incidents = incidents;
        this.cases = cases;
    }

    /** Newest first, at most {@value #MOST}. */
    public List<Cluster> list() {
        return table.newest(MOST);
    }

    /** Its cases since the begin of its window, at most {@value #MOST}. @throws Problem 404 */
    public List<CaseRow> cases(String id) {
        return table.cases(table.find(id(id)).orElseThrow(() -> Problem.notFound("cluster", id)), MOST).stream().map(cases::get)
                .map(Clusters::row).toList();
    }

    private static CaseRow row(CaseFile file) {
        return new CaseRow(Long.toString(file.id()), file.number(), file.type(), file.status().name(), file.orderNo(), file.buyer());
    }

    /**
     * One incident of all cases like these, present and coming; asked again, the same one.
     *
     * @param title null or blank: what the cases have in common
     * @throws Problem 404, 400 for a title that is too long
     */
    public Incidents.Opened makeIncident(String id, String title, Actor actor) {
        return commands.run(() -> {
            Cluster cluster = table.lock(id(id));
            if (cluster.incidentId() != null) {
                return new Incidents.Opened(incidents.get(Long.toString(cluster.incidentId())), false);
            }
            String name = title == null || title.isBlank()
                    ? (cluster.reason() + " " + cluster.sku() + " " + cluster.courier()).strip() : title.strip();
            Incidents.Opened opened = incidents.open(NewIncident.of("cluster-" + cluster.id(), name, cluster.shop(), cluster.sku(), null,
                    cluster.courier(), null, cluster.reason(), null, null), actor);
            table.becomes(cluster.id(), Long.parseLong(opened.incident().incidentId()));
            return opened;
        });
    }

    private static long id(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Problem.notFound("cluster", text);
        }
        return Long.parseLong(text);
    }
}
