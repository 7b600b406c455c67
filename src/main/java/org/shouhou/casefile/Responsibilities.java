package org.shouhou.casefile;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who is responsible for a case (R41): said by whoever decides it, else found at its end by the rule
 * {@code responsibility}, and put right by a supervisor. The history keeps every change.
 */
@Service
public class Responsibilities {

    /** How it is known. */
    public enum Source { RULE, DECIDED, CORRECTED }

    /** @param by user name, or {@code system} for the rule @param atMs epoch millis */
    public record Named(Responsible responsible, Source source, String by, long atMs) {
    }

    private static final int LONGEST_REASON = 4000;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final Processes processes;
    private final Commands commands;

    Responsibilities(JdbcClient jdbc, Clock clock, CaseFiles cases, CaseHistory history, Processes processes, Commands commands) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.history = history;
        this.processes = processes;
        this.commands = commands;
    }

    /** Empty while nobody was named. */
    public Optional<Named> of(long caseId) {
        return jdbc.sql("SELECT * FROM case_responsible WHERE case_id = ?").param(caseId)
                .query((row, n) -> new Named(Responsible.valueOf(row.getString("responsible")),
                        Source.valueOf(row.getString("source")), row.getString("named_by"), row.getLong("named_ms"))).optional();
    }

    /** Whoever decides the case says so; the case is locked. */
    public void decided(long caseId, Responsible responsible, Actor by) {
        name(caseId, responsible, Source.DECIDED, by.name(), null);
    }

    /** At the end of every case somebody is named; what a person said stands. */
    void atClosing(CaseFile file, CaseFile.Outcome outcome) {
        Optional<Named> before = of(file.id());
        if (before.isPresent() && before.get().source() != Source.RULE) {
            return;
        }
        Responsible found = suggested(file.reason(), outcome);
        if (before.isEmpty() || before.get().responsible() != found) {
            name(file.id(), found, Source.RULE, CaseHistory.SYSTEM, null);
        }
    }

    /** What the rule says about a reason, for a case that ends so. */
    public Responsible suggested(String reason, CaseFile.Outcome outcome) {
        return ask(reason, outcome).or(() -> ask(Reason.OTHER.name(), outcome)).orElse(Responsible.CUSTOMER);
    }

    private Optional<Responsible> ask(String reason, CaseFile.Outcome outcome) {
        return Responsible.find((String) processes.decide("responsibility", Map.of("reason", reason, "outcome", outcome.name()))
                .get("responsible"));
    }

    /**
     * A supervisor puts right who is responsible. The same again changes nothing.
     *
     * @throws Problem 400 for an unknown code or without a reason, 403 for anybody else
     */
    public void correct(long caseId, String responsible, String reason, Actor by) {
        if (!by.mayDo(Role.SUPERVISOR)) {
            throw Problem.forbidden("not-your-role", "This is for a supervisor.");
        }
        Responsible wanted = Responsible.find(responsible).orElseThrow(() -> Problem.fields(List.of(
                new FieldProblem("responsible", "Must be one of " + List.of(Responsible.values()) + "."))));
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw Problem.fields(List.of(new FieldProblem("reason", "Is required, at most 4000 characters.")));
        }
        commands.run(() -> {
            cases.lock(caseId);
            if (of(caseId).filter(now -> now.responsible() == wanted && now.source() != Source.RULE).isEmpty()) {
                name(caseId, wanted, Source.CORRECTED, by.name(), reason.strip());
            }
        });
    }

    private void name(long caseId, Responsible responsible, Source source, String by, String reason) {
        Optional<Named> before = of(caseId);
        if (before.isEmpty()) {
            jdbc.sql("INSERT INTO case_responsible (case_id, responsible, source, named_by, named_ms) VALUES (?, ?, ?, ?, ?)")
                    .params(caseId, responsible.name(), source.name(), by, clock.millis()).update();
        } else {
            jdbc.sql("UPDATE case_responsible SET responsible = ?, source = ?, named_by = ?, named_ms = ? WHERE case_id = ?")
                    .params(responsible.name(), source.name(), by, clock.millis(), caseId).update();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        before.ifPresent(was -> facts.put("before", was.responsible().name()));
        facts.put("after", responsible.name());
        facts.put("foundBy", source.name());
        if (reason != null) {
            facts.put("text", reason);
        }
        history.record(caseId, by, "RESPONSIBLE_NAMED", facts);
    }
}
