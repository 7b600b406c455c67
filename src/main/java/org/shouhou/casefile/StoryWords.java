package org.shouhou.casefile;

import java.util.List;
import org.shouhou.audit.CaseHistory;

/** An event of a case's history in the words of the reader's language, for other pages than the case's own. */
public interface StoryWords {

    /**
     * @param group what one may look for alone: {@code customer}, {@code contact}, {@code message}, {@code money},
     *              {@code note}, {@code task}; else {@code other}
     * @param words what somebody said, wrote or gave as a reason
     */
    record Told(String title, String tone, String group, List<String> words, List<Fact> facts) {
    }

    /** @param key the fact's own name, {@code before} and {@code after} among them */
    record Fact(String key, String label, String value) {
    }

    /** @param file the case whose story is told; events of others are marked with their number */
    Told tell(CaseFile file, CaseHistory.Event event);
}
