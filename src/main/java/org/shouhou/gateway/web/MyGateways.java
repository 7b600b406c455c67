package org.shouhou.gateway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.Gateway;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Shops;

/** Whose the entries of the to-do list are: payments are finance's, the rest agents' or the warehouse's. */
final class MyGateways {

    private MyGateways() {
    }

    /** Gateways whose effects the person carries out. */
    static Set<String> mine() {
        Actor actor = Actor.current();
        return Arrays.stream(Gateway.values()).filter(gateway -> gateway.roles().stream().anyMatch(actor::mayDo))
                .map(Gateway::name).collect(Collectors.toSet());
    }

    /** Gateways whose effects the person sees: the auditor all of them. */
    static Set<String> seen() {
        return Actor.current().mayDo("auditor")
                ? Arrays.stream(Gateway.values()).map(Gateway::name).collect(Collectors.toSet()) : mine();
    }

    /** Of those only one. @param gateway null or blank for all of them @throws Problem 400 for one there is not */
    static Set<String> seen(String gateway) {
        if (gateway == null || gateway.isBlank()) {
            return seen();
        }
        if (Arrays.stream(Gateway.values()).noneMatch(one -> one.name().equals(gateway))) {
            throw Problem.fields(List.of(new Problem.FieldProblem("gateway", "Must be one of " + List.of(Gateway.values()) + ".")));
        }
        return seen().contains(gateway) ? Set.of(gateway) : Set.of();
    }

    /** An entry the person may answer. @throws Problem 404, 403 when it is for others */
    static EffectRecord entry(Effects effects, long id) {
        EffectRecord entry = effects.byId(id).filter(found -> Shops.ofCaller().include(found.shop())).orElseThrow(() -> Problem.notFound("to-do entry", id));
        if (!mine().contains(entry.gateway())) {
            throw Problem.forbidden("not-yours", "This entry is for " + String.join(", ",
                    Gateway.valueOf(entry.gateway()).roles()) + ".");
        }
        return entry;
    }
}
