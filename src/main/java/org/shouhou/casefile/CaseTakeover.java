package org.shouhou.casefile;

import org.shouhou.engine.Processes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * A case leaves the process that carries it though nobody working on it chose so: by the way every model has for becoming
 * another kind ({@code conversionRequested}), on which the model undoes what it stopped, held or reserved.
 */
@Service
public class CaseTakeover {

    /** What was ordered a second time cannot be taken back by ending the case that watches it. */
    private static final String SECOND_PARCEL = "sendParcel";

    private final CaseMessages messages;
    private final Processes processes;
    private final ObjectProvider<MoneyOnItsWay> money;
    private final ObjectProvider<GoodsOnTheirWay> goods;

    CaseTakeover(CaseMessages messages, Processes processes, ObjectProvider<MoneyOnItsWay> money,
            ObjectProvider<GoodsOnTheirWay> goods) {
        this.messages = messages;
        this.processes = processes;
        this.money = money;
        this.goods = goods;
    }

    /** Whether nothing is on its way that must be known first. The caller holds the case's lock. */
    public boolean possible(CaseFile file) {
        return !file.closed() && !money.getObject().sent(file.id()) && !money.getObject().owedForCancelled(file.id())
                && !processes.runs(file.id(), SECOND_PARCEL)
                && goods.orderedStream().noneMatch(kind -> kind.onTheirWay(file.id()))
                && processes.rootWaitsFor(file.instanceId(), MessageName.CONVERSION_REQUESTED.id());
    }

    /**
     * Lets the case go on as a kind of case, its own one again if that is asked for.
     *
     * @param messageId once per case
     */
    public void by(CaseFile file, String messageId, String toType, String reason, String actor) {
        messages.leave(file, messageId, toType, reason, actor);
    }
}
