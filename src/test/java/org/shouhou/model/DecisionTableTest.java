package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shouhou.model.Drawings.Table;

/** Decision tables answer every question exactly once, and can be read without knowing an expression language. */
class DecisionTableTest {

    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z_]+)\"|true|false|-?\\d+");
    private static final Pattern RANGE = Pattern.compile("([\\[\\]])(-?\\d+)\\.\\.(-?\\d+)([\\[\\]])");
    private static final Pattern LIST = Pattern.compile("(?:" + LITERAL + ")(?:, (?:" + LITERAL + "))*");

    static List<Table> decisions() {
        return Drawings.decisions();
    }

    private static DecisionTable table(Table file) {
        return Drawings.one(file.model().getModelElementsByType(DecisionTable.class));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void a_table_hits_exactly_one_rule_whatever_is_asked_and_needs_all_its_rules(Table file) {
        DecisionTable table = table(file);
        assertThat(table.getHitPolicy()).isEqualTo(HitPolicy.UNIQUE);
        List<Input> inputs = List.copyOf(table.getInputs());
        List<Rule> rules = List.copyOf(table.getRules());
        Set<Rule> needed = new LinkedHashSet<>();
        for (List<String> question : questions(inputs.stream().map(input -> values(table, input)).toList())) {
            List<Rule> hit = rules.stream().filter(rule -> matches(rule, question)).toList();
            assertThat(hit.stream().map(Rule::getId).toList()).as("%s asked with %s", file.name(), question).hasSize(1);
            needed.addAll(hit);
        }
        assertThat(needed).as("rules that are ever hit").hasSameSizeAs(rules);
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void cells_hold_only_a_dash_literals_lists_and_ranges_of_the_values_declared(Table file) {
        DecisionTable table = table(file);
        List<Input> inputs = List.copyOf(table.getInputs());
        List<Output> outputs = List.copyOf(table.getOutputs());
        for (Input input : inputs) {
            assertThat(input.getLabel()).isNotBlank();
            assertThat(input.getInputExpression().getText().getTextContent()).matches("[a-z][A-Za-z]*");
        }
        for (Rule rule : table.getRules()) {
            assertThat(rule.getDescription().getTextContent()).as(rule.getId()).isNotBlank();
            List<InputEntry> entries = List.copyOf(rule.getInputEntries());
            for (int i = 0; i < inputs.size(); i++) {
                String cell = entries.get(i).getText().getTextContent().strip();
                assertThat(cell.equals("-") || LIST.matcher(cell).matches() || RANGE.matcher(cell).matches())
                        .as("%s: %s", entries.get(i).getId(), cell).isTrue();
                assertThat(entries.get(i).getExpressionLanguage()).isNull();
                if (!cell.equals("-") && input(inputs, i).equals("string")) {
                    assertThat(values(table, inputs.get(i))).as(entries.get(i).getId()).containsAll(literals(cell));
                }
            }
            List<OutputEntry> answers = List.copyOf(rule.getOutputEntries());
            for (int i = 0; i < outputs.size(); i++) {
                assertThat(literals(outputs.get(i).getOutputValues().getText().getTextContent()))
                        .as(answers.get(i).getId()).containsAll(literals(answers.get(i).getText().getTextContent()));
                assertThat(answers.get(i).getExpressionLanguage()).isNull();
            }
        }
        for (Output output : outputs) {
            Set<String> used = new TreeSet<>();
            int column = outputs.indexOf(output);
            table.getRules().forEach(rule -> used.addAll(
                    literals(List.copyOf(rule.getOutputEntries()).get(column).getText().getTextContent())));
            assertThat(used).as("answers of %s", output.getName())
                    .containsExactlyInAnyOrderElementsOf(literals(output.getOutputValues().getText().getTextContent()));
        }
    }

    /** Asked by the code, at the end of every case. */
    private static final Set<String> ASKED_AT_THE_END = Set.of("responsibility", "callBackNeeded");

    @Test
    void every_decision_is_asked_by_a_process_and_every_process_asks_decisions_that_exist() {
        Set<String> asked = new TreeSet<>();
        for (Drawings.Drawing drawing : Drawings.processes()) {
            for (BusinessRuleTask task : drawing.all(BusinessRuleTask.class)) {
                assertThat(task.getId()).isEqualTo("rule_" + task.getCamundaDecisionRef());
                assertThat(task.getCamundaDecisionRefBinding()).as(task.getId()).isEqualTo("deployment");
                assertThat(task.getCamundaResultVariable()).as(task.getId()).isNotBlank();
                asked.add(task.getCamundaDecisionRef());
            }
        }
        asked.addAll(ASKED_AT_THE_END);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(decisions().stream().map(Table::name).toList());
        for (Table file : decisions()) {
            assertThat(Drawings.one(file.model().getModelElementsByType(Decision.class)).getInformationRequirements()).isEmpty();
        }
    }

    private static String input(List<Input> inputs, int index) {
        return inputs.get(index).getInputExpression().getTypeRef();
    }

    /** Everything that can be asked of one input: the declared texts, both truths, or the numbers around every bound. */
    private static Set<String> values(DecisionTable table, Input input) {
        String type = input.getInputExpression().getTypeRef();
        if (type.equals("boolean")) {
            return Set.of("true", "false");
        }
        if (type.equals("string")) {
            return new LinkedHashSet<>(literals(input.getInputValues().getText().getTextContent()));
        }
        int column = List.copyOf(table.getInputs()).indexOf(input);
        return table.getRules().stream()
                .map(rule -> List.copyOf(rule.getInputEntries()).get(column).getText().getTextContent())
                .flatMap(cell -> Pattern.compile("-?\\d+").matcher(cell).results())
                .map(number -> Long.parseLong(number.group()))
                .flatMap(bound -> Stream.of(bound - 1, bound, bound + 1)).map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<List<String>> questions(List<Set<String>> values) {
        List<List<String>> all = List.of(List.of());
        for (Set<String> column : values) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> begun : all) {
                for (String value : column) {
                    longer.add(Stream.concat(begun.stream(), Stream.of(value)).toList());
                }
            }
            all = longer;
        }
        return all;
    }

    private static boolean matches(Rule rule, List<String> question) {
        List<InputEntry> entries = List.copyOf(rule.getInputEntries());
        for (int i = 0; i < question.size(); i++) {
            if (!matches(entries.get(i).getText().getTextContent().strip(), question.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String cell, String value) {
        Matcher range = RANGE.matcher(cell);
        if (range.matches()) {
            long number = Long.parseLong(value);
            long from = Long.parseLong(range.group(2)) + (range.group(1).equals("[") ? 0 : 1);
            long to = Long.parseLong(range.group(3)) - (range.group(4).equals("]") ? 0 : 1);
            return number >= from && number <= to;
        }
        return cell.equals("-") || literals(cell).contains(value);
    }

    private static List<String> literals(String cell) {
        return LITERAL.matcher(cell).results().map(found -> found.group(1) == null ? found.group() : found.group(1)).toList();
    }
}
