package org.shouhou.desk;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;
import org.shouhou.identity.ProblemDetails;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Carries out what a page asks for and puts the result where the pages show it: {@code done} (the text
 * {@code done.<code>}), or {@code problem} (a sentence) with {@code wrong} (field to sentence). What nobody may see
 * (403, 404) stays an error page.
 */
@Component
public class Asked {

    private final ProblemDetails problems;
    private final Shown shown;

    Asked(ProblemDetails problems, Shown shown) {
        this.problems = problems;
        this.shown = shown;
    }

    /** For a page that redirects: the notice shows on the next page. @return whether it was done */
    public boolean thenRedirect(RedirectAttributes next, String done, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute("done", done);
            return true;
        } catch (Problem problem) {
            String fields = problems.fields(unlessGone(problem)).entrySet().stream().map(this::named).collect(Collectors.joining(" "));
            next.addFlashAttribute("problem", (problems.sentence(problem) + " " + fields).strip());
            return false;
        }
    }

    /** Nothing of what was asked for came about, as each row says: no notice that it was done. */
    public void nothingDone(RedirectAttributes next) {
        next.getFlashAttributes().remove("done");
    }

    /** For a form shown again with what was typed. @return the result, or null after a problem */
    public <T> T orAgain(Model model, Supplier<T> work) {
        try {
            return work.get();
        } catch (Problem problem) {
            model.addAttribute("problem", problems.sentence(unlessGone(problem)));
            model.addAttribute("wrong", problems.fields(problem));
            return null;
        }
    }

    /** The sentence with the name of its field, where that has one. */
    private String named(Map.Entry<String, String> field) {
        String name = shown.code("fact", field.getKey().replaceFirst("^data\\.", ""));
        return shown.text("field.named", name, field.getValue());
    }

    private static Problem unlessGone(Problem problem) {
        if (problem.status() == HttpStatus.NOT_FOUND) {
            throw problem;
        }
        return problem;
    }
}
