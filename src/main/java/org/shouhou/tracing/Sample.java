package org.shouhou.tracing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Cases drawn at random, to be scored.
 *
 * @param question   what they were drawn out of, field by field
 * @param seed       with the question it gives the same cases again
 * @param population how many there were to draw from
 * @param criteria   what is scored, as the setting was on the day of the draw
 * @param drawnMs    epoch millis
 */
record Sample(long id, Map<String, String> question, String seed, int population, List<String> criteria, String drawnBy, long drawnMs,
        List<Drawn> cases) {

    /** @param agent whose work is scored; null where nobody decided anything */
    record Drawn(long caseId, String number, String type, String status, String outcome, String agent, List<Sheet> sheets) {

        /** The newest sheet of each reviewer. */
        public List<Sheet> newest() {
            return sheets.stream().filter(one -> sheets.stream().noneMatch(other -> other.reviewer().equals(one.reviewer()) && other.version() > one.version())).toList();
        }

        /** How many versions a reviewer has finished. */
        public int versions(String reviewer) {
            return (int) sheets.stream().filter(sheet -> sheet.reviewer().equals(reviewer)).count();
        }
    }

    /** A finished sheet. @param marks 0 to 5 by criterion */
    record Sheet(String reviewer, int version, Map<String, Integer> marks, String note, long finishedMs) {

        /** Times 100. */
        long mean() {
            return Samples.mean(List.copyOf(marks.values()));
        }
    }

    /** The mean of the newest sheets about one person's work, times 100. @param byCriterion the same for each of them */
    record Mean(String agent, int sheets, long overall, Map<String, Long> byCriterion) {
    }

    public Instant drawnAt() {
        return Instant.ofEpochMilli(drawnMs);
    }
}
