package org.shouhou.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files people draw and write: processes, decisions and forms, as they lie in the repository. */
final class Drawings {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An element of a process that refers to code: {@code #{bean.method(...)}}. */
    record Call(String model, String bean, String method, String arguments) {
    }

    /** @param name the file's name without its ending */
    record Drawing(String name, BpmnModelInstance model) {

        Process process() {
            return one(model.getModelElementsByType(Process.class));
        }

        <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
            return model.getModelElementsByType(type);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Table(String name, DmnModelInstance model) {

        @Override
        public String toString() {
            return name;
        }
    }

    record Form(String name, JsonNode json) {

        /** Fields in order; texts and pictures have no key and are none. */
        List<JsonNode> fields() {
            return json.path("components").valueStream().filter(component -> component.has("key")).toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Pattern CALL = Pattern.compile("[#$]\\{([a-zA-Z]+)\\.([a-zA-Z]+)\\(([^}]*)\\)}");

    private Drawings() {
    }

    static List<Drawing> processes() {
        return files("processes", ".bpmn").map(file -> new Drawing(name(file), Bpmn.readModelFromFile(file.toFile()))).toList();
    }

    static Drawing process(String name) {
        return processes().stream().filter(drawing -> drawing.name().equals(name)).findFirst().orElseThrow();
    }

    static List<Table> decisions() {
        return files("processes", ".dmn").map(file -> new Table(name(file), Dmn.readModelFromFile(file.toFile()))).toList();
    }

    static List<Form> forms() {
        return files("forms", ".form").map(file -> new Form(name(file), json(file))).toList();
    }

    /** Everything in a model that calls into code, wherever it stands: delegates, listeners, due dates, conditions. */
    static List<Call> calls(Drawing drawing) {
        return CALL.matcher(Bpmn.convertToString(drawing.model()).replace("&#39;", "'").replace("&apos;", "'")).results()
                .map(found -> new Call(drawing.name(), found.group(1), found.group(2), found.group(3))).toList();
    }

    /** Whether an element stands at the top of its process, outside any sub-process. */
    static boolean atRoot(FlowElement element) {
        return element.getParentElement() instanceof Process;
    }

    static <T> T one(Collection<T> all) {
        if (all.size() != 1) {
            throw new AssertionError("Expected exactly one: " + all);
        }
        return all.iterator().next();
    }

    /** Files of a folder by their ending, in order. */
    static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        String full = file.getFileName().toString();
        return full.substring(0, full.lastIndexOf('.'));
    }

    private static JsonNode json(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
