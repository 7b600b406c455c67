package org.shouhou.incident.web;

import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.identity.Actor;
import org.shouhou.incident.Incidents;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page of a case: the incident it is part of. */
@Component
@Order(5)
class IncidentCard implements CaseCard {

    private final Incidents incidents;

    IncidentCard(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public String template() {
        return "incident/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return incidents.of(file.id()).orElse(null);
    }
}
