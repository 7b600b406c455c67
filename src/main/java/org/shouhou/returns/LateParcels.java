package org.shouhou.returns;

import java.util.Set;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.ReopeningMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A waybill that comes late, or the parcel itself, takes a lapsed or withdrawn return up again where the goods are. */
@Configuration(proxyBeanMethods = false)
class LateParcels {

    private static final Set<CaseFile.Outcome> GOES_ON = Set.of(CaseFile.Outcome.LAPSED, CaseFile.Outcome.WITHDRAWN);

    @Bean
    ReopeningMessage lateWaybill(ReturnBook book) {
        return new Late(MessageName.RETURN_PARCEL_SENT, ReturnBook.Goods.ON_WAY, book);
    }

    @Bean
    ReopeningMessage lateParcel(ReturnBook book) {
        return new Late(MessageName.RETURN_PARCEL_ARRIVED, ReturnBook.Goods.ARRIVED, book);
    }

    private record Late(MessageName message, ReturnBook.Goods goods, ReturnBook book) implements ReopeningMessage {

        @Override
        public String reopensAs(CaseFile closed, MessageFacts.Fact fact) {
            boolean agreed = book.find(closed.id()).filter(entry -> entry.authorisation() != null).isPresent();
            if (!closed.type().equals(ReturnCase.NAME) || !GOES_ON.contains(closed.outcome()) || !agreed) {
                return null;
            }
            book.goods(closed.id(), goods);
            return ReturnCase.NAME;
        }
    }
}
