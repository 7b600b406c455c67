package org.shouhou.casefile.web;

import java.util.List;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseParting;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.CaseViews.Related;
import org.shouhou.identity.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page of a case: other open cases about the same lines, and those that are, or were for a while, one with it (R38). */
@Component
@Order(10)
class LinksCard implements CaseCard {

    /** @param undo until when the merge of this case can be undone; null when it cannot */
    record Links(List<Related> alsoOpen, Related mergedInto, List<Related> merged, List<Related> parted, CaseParting.Undo undo) {
    }

    private final CaseViews views;
    private final CaseParting parting;

    LinksCard(CaseViews views, CaseParting parting) {
        this.views = views;
        this.parting = parting;
    }

    @Override
    public String template() {
        return "casefile/links";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        CaseViews.CaseView view = views.of(file.number(), actor);
        List<Related> parted = parting.onceOneWith(file.id());
        boolean nothing = view.alsoOpen().isEmpty() && view.mergedInto() == null && view.merged().isEmpty() && parted.isEmpty();
        return nothing ? null : new Links(view.alsoOpen(), view.mergedInto(), view.merged(), parted, parting.undo(file).orElse(null));
    }
}
