package org.shouhou.casefile;

import org.shouhou.identity.Actor;

/** What a feature adds to the page of a case, beside its timeline. A bean per card; {@code @Order} says where it stands. */
public interface CaseCard {

    /** A card ready to be drawn: the template's fragment {@code card(content)}, inside which {@code view} is the case. */
    record Shown(String template, Object content) {
    }

    /** The template that holds the fragment, such as {@code attachment/card}. */
    String template();

    /** What the fragment shows of this case; null when there is nothing to show. */
    Object shown(CaseFile file, Actor actor);
}
