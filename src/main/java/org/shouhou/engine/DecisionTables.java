package org.shouhou.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The decision tables as they hold now, to be read by people. */
@Service
@Transactional(readOnly = true)
public class DecisionTables {

    /** A table's name and id; {@code version} counts how often it was changed. */
    public record Name(String id, String name, int version, String tag) {
    }

    /**
     * One rule.
     *
     * @param when  what is asked of each question: values of which one must hold, or a range; empty for whatever it is
     * @param then  the answers
     */
    public record Row(String meaning, List<List<String>> when, List<String> then) {
    }

    /**
     * A table as it is deployed: its words are those of the model, in English.
     *
     * @param asks    the questions, {@code inputs} their names in the process
     * @param answers the kinds of answer
     * @param xml     the model itself
     */
    public record Table(Name name, List<String> asks, List<String> inputs, List<String> answers, List<Row> rows, String xml) {
    }

    private final RepositoryService repository;

    DecisionTables(RepositoryService repository) {
        this.repository = repository;
    }

    /** Every decision, in order of name. */
    public List<Name> all() {
        return repository.createDecisionDefinitionQuery().latestVersion().orderByDecisionDefinitionName().asc().list().stream()
                .map(DecisionTables::name).toList();
    }

    /** One of them; empty when there is no such decision. */
    public Optional<Table> find(String id) {
        return Optional.ofNullable(repository.createDecisionDefinitionQuery().decisionDefinitionKey(id).latestVersion().singleResult())
                .map(this::table);
    }

    private static Name name(DecisionDefinition definition) {
        return new Name(definition.getKey(), definition.getName(), definition.getVersion(), definition.getVersionTag());
    }

    private Table table(DecisionDefinition definition) {
        DmnModelInstance model = repository.getDmnModelInstance(definition.getId());
        DecisionTable table = model.getModelElementsByType(DecisionTable.class).iterator().next();
        List<Row> rows = new ArrayList<>();
        table.getRules().forEach(rule -> rows.add(new Row(rule.getDescription().getTextContent(),
                texts(rule.getInputEntries().stream().map(entry -> entry.getText().getTextContent())),
                texts(rule.getOutputEntries().stream().map(entry -> entry.getText().getTextContent())).stream().flatMap(Collection::stream).toList())));
        return new Table(name(definition), table.getInputs().stream().map(Input::getLabel).toList(),
                table.getInputs().stream().map(input -> input.getInputExpression().getText().getTextContent()).toList(),
                table.getOutputs().stream().map(Output::getLabel).toList(), rows, xml(definition));
    }

    /** A cell without its quotation marks: a dash means whatever it is. */
    private static List<List<String>> texts(Stream<String> cells) {
        return cells.map(cell -> cell.strip().equals("-") ? List.<String>of()
                : Stream.of(cell.split(",")).map(part -> part.strip().replace("\"", "")).toList()).toList();
    }

    private String xml(DecisionDefinition definition) {
        try (InputStream stream = repository.getDecisionModel(definition.getId())) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
