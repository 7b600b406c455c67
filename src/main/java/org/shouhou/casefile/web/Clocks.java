package org.shouhou.casefile.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.deadline.Deadlines;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** The clocks of a case with their reasons in words: "why this deadline". */
@Component
class Clocks {

    /**
     * @param running whether it still counts
     * @param why     sentences, the stretches counted last
     */
    record Clock(String name, Instant due, Instant endedAt, String state, boolean running, boolean overdue, List<String> why) {
    }

    private final Shown shown;

    Clocks(Shown shown) {
        this.shown = shown;
    }

    /** Running ones first, by due time. @param history where the task of a clock is named, also when it is done long ago */
    List<Clock> of(List<Deadlines.View> views, List<CaseHistory.Event> history) {
        Map<String, String> taskKeys = new HashMap<>();
        history.stream().filter(event -> event.kind().equals("TASK_OPENED"))
                .forEach(event -> taskKeys.put((String) event.data().get("taskId"), (String) event.data().get("task")));
        return views.stream()
                .sorted((one, other) -> one.state() == Deadlines.State.RUNNING == (other.state() == Deadlines.State.RUNNING)
                        ? one.due().compareTo(other.due()) : one.state() == Deadlines.State.RUNNING ? -1 : 1)
                .map(view -> new Clock(name(view, taskKeys), view.due(), view.endedAt(), view.state().name(),
                        view.state() == Deadlines.State.RUNNING, view.overdue(), why(view.why())))
                .toList();
    }

    private String name(Deadlines.View view, Map<String, String> taskKeys) {
        String task = view.taskId() == null ? null : taskKeys.get(view.taskId());
        return task == null ? shown.code("deadline", view.kind()) : shown.code("task", task);
    }

    private List<String> why(Map<String, Object> why) {
        List<String> sentences = new ArrayList<>();
        Object code = why.get("code");
        if (code == null) {
            return sentences;
        }
        switch (code.toString()) {
            case "ELAPSED", "STAFFED" -> sentences.add(shown.text("why." + code, fact(why, "start"), fact(why, "time")));
            case "BEFORE_ANSWER" -> sentences.add(shown.text("why.BEFORE_ANSWER", fact(why, "answerBy"),
                    shown.code("answerFrom", why.get("answerFrom")), fact(why, "margin"),
                    shown.code("marginFrom", why.get("marginFrom")), fact(why, "before")));
            case "GIVEN" -> sentences.add(shown.text("why.GIVEN", fact(why, "given")));
            case "SLOT_END" -> sentences.add(shown.text("why.SLOT_END", fact(why, "ends")));
            case "CASE_DUE" -> sentences.add(shown.text("why.CASE_DUE", fact(why, "decideBy")));
            default -> sentences.add(code.toString());
        }
        if (why.get("counted") instanceof List<?> counted) {
            counted.stream().filter(Map.class::isInstance).map(one -> (Map<?, ?>) one)
                    .forEach(one -> sentences.add(shown.text("why.interval", shown.fact(one.get("from")), shown.fact(one.get("to")))));
        }
        for (String more : List.of("movedBackTo", "notMovedBack", "movedFrom")) {
            if (why.containsKey(more)) {
                sentences.add(shown.text("why." + more, fact(why, more)));
            }
        }
        return sentences;
    }

    private String fact(Map<String, Object> why, String key) {
        return shown.fact(why.get(key));
    }
}
