package org.shouhou.returns;

import java.util.Set;
import org.shouhou.casefile.GoodsOnTheirWay;
import org.springframework.stereotype.Component;

/** Goods a customer sent back that nobody inspected yet. */
@Component
class ReturnsOnTheirWay implements GoodsOnTheirWay {

    private static final Set<ReturnBook.Goods> TRAVELLING = Set.of(ReturnBook.Goods.ON_WAY, ReturnBook.Goods.ARRIVED);
    private final ReturnBook book;

    ReturnsOnTheirWay(ReturnBook book) {
        this.book = book;
    }

    @Override
    public boolean onTheirWay(long caseId) {
        return book.find(caseId).filter(entry -> TRAVELLING.contains(entry.goods())).isPresent();
    }
}
