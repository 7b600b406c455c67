package org.shouhou.returns;

import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.identity.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page of a case: where the goods are that come back, who pays their way, and what was found in the parcel. */
@Component
@Order(0)
class ReturnFacts implements CaseCard {

    /** @param currency of the amounts in the book */
    record Facts(ReturnBook.Entry book, String currency) {
    }

    private final ReturnBook book;

    ReturnFacts(ReturnBook book) {
        this.book = book;
    }

    @Override
    public String template() {
        return "returns/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return book.find(file.id()).map(entry -> new Facts(entry, file.currency())).orElse(null);
    }
}
