package org.shouhou.model;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shouhou.identity.Role;
import org.shouhou.model.Drawings.Drawing;
import org.shouhou.model.Drawings.Form;
import tools.jackson.databind.JsonNode;

/** What people are asked, by whom it may be answered, and that the answers are those that were promised to API clients. */
class TaskFormTest {

    /** Who does a task: group ids, or an expression for the level the rule returns. */
    private static final Map<String, String> WHO = Map.ofEntries(
            entry("decideIncident", "supervisor"),
            entry("approveIncidentBudget", "manager"),
            entry("reviewRefund", "agent"),
            entry("approveRefund", "${approvalLevel}"),
            entry("decideOverdueRefund", "supervisor"),
            entry("settleRefundByHand", "supervisor,finance"),
            entry("settleOverpayment", "finance"),
            entry("inspectReturn", "warehouse"),
            entry("reviewReturn", "agent"), entry("chaseReturnParcel", "agent"), entry("decideInspection", "supervisor"),
            entry("handleEscalation", "supervisor"),
            entry("investigateComplaint", "agent"),
            entry("takeOverComplaint", "supervisor"),
            entry("decideComplaint", "manager"),
            entry("confirmWithCustomer", "agent"),
            entry("appealDecision", "supervisor"),
            entry("contactCustomer", "agent"),
            entry("offerSubstituteOrRefund", "agent"),
            entry("approveDoubleRemedy", "supervisor"),
            entry("followParcel", "agent"),
            entry("confirmDamage", "agent"),
            entry("checkPacking", "warehouse"),
            entry("claimFromCourier", "agent"),
            entry("decideReappearedParcel", "agent"),
            entry("resolveHeldOrder", "agent"),
            entry("approveCompensation", "${approvalLevel}"),
            entry("decideUnshippableOrder", "supervisor"),
            entry("renewPromise", "agent"),
            entry("chooseOversoldRemedy", "agent"),
            entry("answerInquiry", "agent"),
            entry("callCustomerBack", "agent"));

    private static final String COMPLAINT = "REFUND amountMinor responsible; RETURN responsible; RESHIP lines responsible; "
            + "COMPENSATE amountMinor? kind sku? quantity? responsible; REFUSE reasonCode evidence responsible";

    /** The decisions of each task and the fields that belong to each; a question mark where the field may be left out. */
    private static final Map<String, String> DECISIONS = Map.ofEntries(
            entry("decideIncident", "REFUND capMinor budgetMinor message; RESHIP capMinor budgetMinor message; "
                    + "COMPENSATE amountMinor? budgetMinor kind message quantity? restUntil? sku?; WAIT waitUntil message; INFORM message; CLOSE"),
            entry("approveIncidentBudget", "APPROVE; REFUSE"),
            entry("reviewRefund", "APPROVE; APPROVE_PART amountMinor; REFUSE reasonCode evidence; ASK_CUSTOMER question; "
                    + "INTERCEPT; CONVERT toType"),
            entry("approveRefund", "APPROVE; SEND_BACK; REFUSE reasonCode evidence"),
            entry("decideOverdueRefund", "APPROVE; APPROVE_PART amountMinor; REFUSE reasonCode evidence; INTERCEPT; "
                    + "CONVERT toType"),
            entry("settleRefundByHand", "TRY_AGAIN; ASK_PAYEE; PAID_BY_HAND reference receipt?; GIVE_UP reasonCode"),
            entry("settleOverpayment", "RECLAIM reference; WRITE_OFF reasonCode"),
            entry("inspectReturn", "IN_ORDER; DEDUCT amountMinor photos?; NOT_OURS photos?; EMPTY photos?"),
            entry("offerSubstituteOrRefund", "SUBSTITUTE sku quantity; REFUND; WAIT restockDate"),
            entry("approveDoubleRemedy", "APPROVE; REFUSE"),
            entry("reviewReturn", "AUTHORISE freight; OFFER_OPTIONS firstOption secondOption keepMinor?; "
                    + "KEEP_AND_PART_REFUND amountMinor; REFUSE reasonCode evidence; ASK_CUSTOMER question; CONVERT toType"),
            entry("chaseReturnParcel", "WAIT days; LOST_REFUND; LAPSE"),
            entry("decideInspection", "ACCEPT; DEDUCT amountMinor; REFUSE_AND_SEND_BACK waybill payer; AWAIT_RIGHT_ITEM; WRITE_OFF"),
            entry("followParcel", "STILL_MOVING; LOST; DELIVERED; REFUND_INSTEAD"), entry("investigateComplaint", COMPLAINT + "; PASS_UP reason"),
            entry("confirmDamage", "CONFIRMED photos; NOT_CONFIRMED reasonCode"), entry("takeOverComplaint", COMPLAINT + "; PASS_UP reason"),
            entry("checkPacking", "MISSED lines; WRONG lines; PACKED_RIGHT evidence"), entry("decideComplaint", COMPLAINT),
            entry("claimFromCourier", "FILED reference; RECOVERED amountMinor; REFUSED"), entry("confirmWithCustomer", "ACCEPTED; NOT_ACCEPTED reason"),
            entry("decideReappearedParcel", "RECALL_SECOND; CUSTOMER_RETURNS_ONE; CUSTOMER_KEEPS reasonCode"), entry("appealDecision", "APPEAL evidence; ACCEPT"),
            entry("handleEscalation", "GIVE_BACK; REASSIGN to; TAKE"),
            entry("resolveHeldOrder", "RELEASE; CHANGE_ADDRESS oldAddress newAddress; SWAP line sku quantity; "
                    + "SPLIT lines rest; CANCEL_AND_REFUND"),
            entry("approveCompensation", "APPROVE; REFUSE"),
            entry("decideUnshippableOrder", "REFUND; SUBSTITUTE line? sku quantity; WAIT restockDate; SHIP_TO_ORDER_ADDRESS"),
            entry("renewPromise", "RENEW due; BROKEN"),
            entry("chooseOversoldRemedy", "REFUND; SWAP sku; WAIT date gift?"),
            entry("answerInquiry", "ANSWERED answer; CONVERT toType"),
            entry("callCustomerBack", "REACHED satisfaction?; NOT_REACHED"));

    private static final Set<String> FIELD_TYPES =
            Set.of("radio", "select", "number", "textfield", "textarea", "datetime", "checkbox");

    static List<Drawing> processes() {
        return Drawings.processes();
    }

    static List<Form> forms() {
        return Drawings.forms();
    }

    @Test
    void every_task_has_its_form_and_no_form_is_left_over() {
        Set<String> asked = new TreeSet<>();
        processes().forEach(drawing -> drawing.all(UserTask.class).forEach(task -> asked.add(task.getId())));
        assertThat(forms()).extracting(Form::name).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(WHO.keySet()).containsAll(asked);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_task_shows_the_form_of_its_version_is_due_some_time_and_lies_with_people_who_exist(Drawing drawing) {
        for (UserTask task : drawing.all(UserTask.class)) {
            String id = task.getId();
            assertThat(task.getCamundaFormRef()).isEqualTo(id);
            assertThat(task.getCamundaFormRefBinding()).as(id).isEqualTo("deployment");
            assertThat(task.getCamundaDueDate()).isEqualTo("#{due.of('" + id + "', execution)}");
            assertThat(task.getCamundaCandidateGroups()).as(id).isEqualTo(WHO.get(id));
            assertThat(task.getCamundaAssignee()).as(id).isNull();
            assertThat(task.getCamundaCandidateUsers()).as(id).isNull();
            assertThat(task.getLoopCharacteristics()).as(id).isNull();
            if (!task.getCamundaCandidateGroups().startsWith("${")) {
                assertThat(task.getCamundaCandidateGroupsList()).allMatch(group -> Role.ofId(group).isPresent());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_form_offers_the_decisions_that_were_promised_and_asks_for_what_each_needs(Form form) {
        assertThat(form.json().path("id").asString()).isEqualTo(form.name());
        if (form.name().equals("contactCustomer")) {
            assertThat(form.fields()).extracting(field -> field.path("key").asString())
                    .containsExactly("phone", "phoneNote", "chat", "chatNote", "sms", "smsNote", "note");
            form.fields().stream().filter(field -> field.path("type").asString().equals("radio")).forEach(way -> {
                assertThat(codes(way)).containsExactly("REACHED", "NOT_REACHED", "NOT_POSSIBLE");
                assertThat(way.path("validate").path("required").asBoolean()).isTrue();
            });
            return;
        }
        assertThat(offered(form)).isEqualTo(promised(form.name()));
    }

    private static Map<String, Set<String>> promised(String task) {
        Map<String, Set<String>> decisions = new LinkedHashMap<>();
        for (String decision : DECISIONS.getOrDefault(task, "").split("; ")) {
            String[] words = decision.split(" ");
            decisions.put(words[0], new TreeSet<>(List.of(words).subList(1, words.length)));
        }
        return decisions;
    }

    private static Map<String, Set<String>> offered(Form form) {
        Map<String, Set<String>> decisions = new LinkedHashMap<>();
        JsonNode decision = field(form, "decision");
        assertThat(decision.path("type").asString()).isEqualTo("radio");
        assertThat(decision.path("validate").path("required").asBoolean()).isTrue();
        codes(decision).forEach(code -> decisions.put(code, new TreeSet<>()));
        for (JsonNode field : form.fields()) {
            String key = field.path("key").asString();
            for (String code : list(field, "requiredFor")) {
                assertThat(decisions).as(key).containsKey(code);
                decisions.get(code).add(key);
            }
            for (String code : list(field, "usedFor")) {
                assertThat(decisions).as(key).containsKey(code);
                decisions.get(code).add(key + "?");
            }
        }
        return decisions;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_field_shows_only_for_the_decisions_it_belongs_to_and_the_note_always(Form form) {
        for (JsonNode field : form.fields()) {
            String key = field.path("key").asString();
            Set<String> decisions = new LinkedHashSet<>(list(field, "requiredFor"));
            decisions.addAll(list(field, "usedFor"));
            String hidden = String.join(" and ", decisions.stream().map(code -> "decision != \"" + code + "\"").toList());
            assertThat(field.path("conditional").path("hide").asString("")).as(key)
                    .isEqualTo(decisions.isEmpty() ? "" : "=" + hidden);
            if (!decisions.isEmpty()) {
                assertThat(field.path("validate").path("required").asBoolean(false)).as(key)
                        .isEqualTo(!list(field, "requiredFor").isEmpty());
            }
        }
        JsonNode note = field(form, "note");
        assertThat(note.path("type").asString()).isEqualTo("textarea");
        assertThat(note.path("validate").path("required").asBoolean(false)).isFalse();
        assertThat(note.has("conditional")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_word_of_a_form_is_there_in_chinese_and_in_english(Form form) {
        for (JsonNode field : form.json().path("components").values()) {
            String key = field.path("key").asString("text");
            List<String> words = Stream.of("label", "dateLabel", "timeLabel", "text", "description")
                    .filter(field::has).map(name -> field.path(name).asString()).toList();
            assertThat(words).as(key).isNotEmpty().allMatch(TaskFormTest::bilingual);
            if (field.has("valuesExpression")) {
                String choices = field.path("valuesExpression").asString();
                assertThat(choices).as(key).startsWith("=if lang = \"zh\" then [").contains("] else [");
                String[] halves = choices.split("] else \\[");
                assertThat(labelled(halves[0])).as("Chinese choices of %s", key).containsExactlyElementsOf(codes(field));
                assertThat(labelled(halves[1])).as("English choices of %s", key).containsExactlyElementsOf(codes(field));
                assertThat(halves[0]).matches("(?s).*\\p{IsHan}.*");
                assertThat(halves[1]).doesNotContainPattern("\\p{IsHan}");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_field_has_a_known_kind_choices_the_server_can_check_and_a_bound(Form form) {
        Map<String, Integer> seen = new TreeMap<>();
        for (JsonNode field : form.fields()) {
            String key = field.path("key").asString();
            String type = field.path("type").asString();
            assertThat(FIELD_TYPES).contains(type);
            assertThat(seen.merge(key, 1, Integer::sum)).as(key).isEqualTo(1);
            assertThat(field.path("id").asString()).isEqualTo("field_" + key);
            switch (type) {
                case "radio", "select" -> {
                    assertThat(codes(field)).as(key).isNotEmpty();
                    boolean fromServer = field.has("valuesKey");
                    assertThat(fromServer != field.has("valuesExpression")).as(key).isTrue();
                    if (fromServer) {
                        assertThat(codes(field)).containsExactly("@" + field.path("valuesKey").asString());
                    }
                }
                case "number" -> assertThat(field.path("validate").path("min").asInt(0)).as(key).isPositive();
                case "textfield", "textarea" -> assertThat(field.path("validate").path("maxLength").asInt(0)).as(key)
                        .isBetween(1, 4000);
                default -> { }
            }
            if (key.endsWith("Minor")) {
                assertThat(field.path("properties").path("money").asString()).isEqualTo("true");
                assertThat(field.path("decimalDigits").asInt(-1)).isZero();
            }
        }
    }

    private static boolean bilingual(String text) {
        return text.matches("(?s)=if lang = \"zh\" then \"[^\"]*\\p{IsHan}[^\"]*\" else \"[^\"\\p{IsHan}]+\"");
    }

    private static List<String> labelled(String choices) {
        return Arrays.stream(choices.split("\\{")).skip(1).map(choice -> {
            assertThat(choice).matches("(?s)label: \"[^\"]+\", value: \"[A-Z_]+\"}.*");
            return choice.replaceAll("(?s).*value: \"([A-Z_]+)\".*", "$1");
        }).toList();
    }

    private static JsonNode field(Form form, String key) {
        return form.fields().stream().filter(field -> field.path("key").asString().equals(key)).findFirst().orElseThrow();
    }

    private static List<String> codes(JsonNode field) {
        return list(field, "codes");
    }

    private static List<String> list(JsonNode field, String property) {
        String all = field.path("properties").path(property).asString("");
        return all.isEmpty() ? List.of() : List.of(all.split(","));
    }
}
