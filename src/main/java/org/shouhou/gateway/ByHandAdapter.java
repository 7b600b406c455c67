package org.shouhou.gateway;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** R40: a person does it. The to-do list is the table of effects itself; here is only read what the person said. */
@Component
class ByHandAdapter implements Adapter {

    static final String NAME = "by-hand";

    private final ObjectProvider<Effects> effects;

    ByHandAdapter(ObjectProvider<Effects> effects) {
        this.effects = effects;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer call(OutsideCall call) {
        return new Answer.Pending();
    }

    @Override
    public Answer query(OutsideCall call) {
        return effects.getObject().byKey(call.key()).map(ByHandAdapter::said).orElse(new Answer.Pending());
    }

    private static Answer said(EffectRecord effect) {
        if (effect.handOutcome() == null) {
            return new Answer.Pending();
        }
        return switch (Effects.Outcome.valueOf(effect.handOutcome())) {
            case DONE -> new Answer.Succeeded(effect.reference(), effect.answer());
            case REFUSED -> new Answer.Declined(String.valueOf(effect.answer().getOrDefault("code", "refused-by-hand")),
                    effect.note() == null ? "refused" : effect.note());
        };
    }
}
