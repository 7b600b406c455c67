package org.shouhou.queue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The handler of each kind of task. */
@Component
class TaskHandlers {

    private final Map<String, TaskHandler> byKey;

    TaskHandlers(ObjectProvider<TaskHandler> handlers) {
        this.byKey = handlers.stream().collect(Collectors.toMap(TaskHandler::key, Function.identity()));
    }

    List<String> keys() {
        return byKey.keySet().stream().sorted().toList();
    }

    TaskHandler of(String key) {
        TaskHandler handler = byKey.get(key);
        if (handler == null) {
            throw new IllegalStateException("Nobody handles the task " + key);
        }
        return handler;
    }
}
