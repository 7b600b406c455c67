package org.shouhou.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Which adapter serves which gateway. */
@Component
@EnableConfigurationProperties(GatewayProperties.class)
public class Gateways {

    private final GatewayProperties properties;
    private final GatewaySwitches switches;
    private final Map<String, Adapter> adapters = new TreeMap<>();

    Gateways(GatewayProperties properties, GatewaySwitches switches, List<Adapter> adapters) {
        this.properties = properties;
        this.switches = switches;
        adapters.forEach(adapter -> this.adapters.put(adapter.name(), adapter));
        for (Gateway gateway : Gateway.values()) {
            if (!this.adapters.containsKey(properties.adapterOf(gateway))) {
                throw new IllegalStateException("shouhou.gateways." + gateway.id() + " is "
                        + properties.adapterOf(gateway) + ", but must be one of " + this.adapters.keySet() + ".");
            }
        }
    }

    /** The name of the adapter a new effect is given to: the configured one, unless people stand in for it. */
    public String adapterOf(String gateway) {
        Gateway one = Gateway.valueOf(gateway);
        return switches.of(one).isPresent() ? ByHandAdapter.NAME : properties.adapterOf(one);
    }

    /** Asks for the effect through the adapter the record names. */
    public Answer call(EffectRecord effect) {
        Adapter adapter = adapters.get(effect.adapter());
        if (adapter == null) {
            return new Answer.Transient("The adapter " + effect.adapter() + " is not there any more.");
        }
        try {
            return adapter.call(OutsideCall.of(effect));
        } catch (RuntimeException e) {
            return new Answer.Unknown(e.toString());
        }
    }

    /** Asks something that changes nothing outside and belongs to no case, through today's adapter of the gateway. */
    public Answer ask(OutsideCall question) {
        try {
            return adapters.get(adapterOf(question.gateway())).call(question);
        } catch (RuntimeException e) {
            return new Answer.Unknown(e.toString());
        }
    }

    /** Asks what became of the effect, through the adapter it was given to. */
    public Answer query(EffectRecord effect) {
        Adapter adapter = adapters.get(effect.adapter());
        if (adapter == null) {
            return new Answer.Transient("The adapter " + effect.adapter() + " is not there any more.");
        }
        try {
            return adapter.query(OutsideCall.of(effect));
        } catch (RuntimeException e) {
            return new Answer.Unknown(e.toString());
        }
    }
}
