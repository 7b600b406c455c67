package org.shouhou.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The code the models may call: named beans of the features' process side, and their public methods on an execution. */
final class Steps {

    private static final Map<String, Class<?>> BEANS = find();

    private Steps() {
    }

    /** Their classes by bean name. */
    static Map<String, Class<?>> beans() {
        return BEANS;
    }

    static Stream<Method> of(Class<?> bean) {
        return Arrays.stream(bean.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())
                && Arrays.asList(method.getParameterTypes()).contains(DelegateExecution.class));
    }

    private static Map<String, Class<?>> find() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        Map<String, Class<?>> beans = new LinkedHashMap<>();
        scanner.findCandidateComponents("org.shouhou").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(found.getBeanClassName(), null);
            Component component = type.getAnnotation(Component.class);
            if (type.getPackageName().endsWith(".process") && component != null && !component.value().isEmpty()
                    && beans.put(component.value(), type) != null) {
                throw new IllegalStateException("Two beans " + component.value());
            }
        });
        return Map.copyOf(beans);
    }
}
