package org.shouhou.engine;

import org.springframework.stereotype.Service;

/** What models call their steps, in English; pages put it into the reader's language. */
@Service
public class ModelSteps {

    private final WatchedModels models;

    ModelSteps(WatchedModels models) {
        this.models = models;
    }

    /** The name of a step of a version of a model; its id when it has none, null without a step. */
    public String of(String definitionId, String step) {
        return definitionId == null || step == null ? step : models.name(definitionId, step);
    }
}
