package org.shouhou.reply;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.messaging.Channel;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.promise.ShippingNotice;
import org.shouhou.promise.ShippingNotices;
import org.shouhou.queue.Tasks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Filling a quick reply from a case, and sending it: as a first reply it claims the task in the same step (R2, R11). */
@Service
public class Replies {

    /** @param missing placeholders this case has nothing for; it cannot be sent then */
    public record Preview(long templateId, int version, String text, List<String> missing) {
    }

    /** @param channel the one it leaves by; null when a person has to send it by hand */
    public record Sent(String taskId, long templateId, int version, String channel) {
    }

    private final Commands commands;
    private final JdbcClient jdbc;
    private final ReplyTemplates templates;
    private final CaseFiles cases;
    private final CaseContacts contacts;
    private final Orders orders;
    private final ShippingNotices notices;
    private final Messages messages;
    private final Tasks tasks;
    private final Users users;
    private final Clock clock;

    Replies(Commands commands, JdbcClient jdbc, ReplyTemplates templates, CaseFiles cases, CaseContacts contacts, Orders orders,
            ShippingNotices notices, Messages messages, Tasks tasks, Users users, Clock clock) {
        this.commands = commands;
        this.jdbc = jdbc;
        this.templates = templates;
        this.cases = cases;
        this.contacts = contacts;
        this.orders = orders;
        this.notices = notices;
        this.messages = messages;
        this.tasks = tasks;
        this.users = users;
        this.clock = clock;
    }

    /** @throws Problem 404 for an unknown template or case, 409 {@code reply-not-approved} when none of its versions is in use */
    public Preview preview(long caseId, long templateId, Actor actor) {
        ReplyTemplate template = templates.get(templateId);
        if (template.inUse() == null) {
            throw Problem.conflict("reply-not-approved", "No version of this reply is approved.");
        }
        Map<Placeholder, String> values = values(cases.get(caseId), actor);
        List<String> missing = new ArrayList<>();
        String text = Wording.PLACEHOLDER.matcher(template.version(template.inUse()).text()).replaceAll(found -> {
            String value = Placeholder.find(found.group(1)).map(values::get).orElse(null);
            if (value == null) {
                missing.add(found.group(1));
            }
            return java.util.regex.Matcher.quoteReplacement(value == null ? found.group() : value);
        });
        return new Preview(templateId, template.inUse(), text, missing);
    }

    private Map<Placeholder, String> values(CaseFile file, Actor actor) {
        Order order = orders.byId(file.orderId()).orElseThrow();
        Optional<ShippingNotice> notice = notices.current(file.shop());
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        put(values, Placeholder.BUYER, file.buyer());
        put(values, Placeholder.RECIPIENT, order.recipient());
        put(values, Placeholder.ORDER_NO, file.orderNo());
        put(values, Placeholder.CASE_NUMBER, file.number());
        put(values, Placeholder.AMOUNT, file.amount() == null ? null : file.amount().toString());
        put(values, Placeholder.COURIER, order.courier());
        put(values, Placeholder.WAYBILL, order.waybill());
        put(values, Placeholder.AGENT, users.find(actor.name()).map(User::displayName).orElse(actor.name()));
        notice.map(ShippingNotice::shipsBy).ifPresent(day -> values.put(Placeholder.SHIPS_BY, day.toString()));
        notice.map(ShippingNotice::arrivesBy).ifPresent(day -> values.put(Placeholder.ARRIVES_BY, day.toString()));
        return values;
    }

    private static void put(Map<Placeholder, String> values, Placeholder name, String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value);
        }
    }

    /**
     * Claims the task and sends the reply, or does neither. The same reply for the same task again changes nothing.
     *
     * @throws Problem 404 unknown, 403 not for this person, 409 claimed by somebody else, {@code already-replied} with another
     *                 reply, {@code reply-not-approved}; 422 {@code reply-unfilled} naming what the case has nothing for
     */
    public Sent firstReply(String taskId, Long templateId, Actor actor) {
        if (templateId == null) {
            throw Problem.fields(List.of(new Problem.FieldProblem("templateId", "Is required.")));
        }
        return commands.run(() -> {
            Tasks.TaskView task = tasks.claim(taskId, null, actor);
            if (task.caseId() == null) {
                throw Problem.unprocessable("no-customer", "This task is about no single case; there is no customer to reply to.");
            }
            long caseId = Long.parseLong(task.caseId());
            Optional<Sent> before = sent(taskId);
            if (before.isPresent()) {
                if (before.get().templateId() != templateId) {
                    throw Problem.conflict("already-replied", "The first reply of this task was sent already.");
                }
                return before.get();
            }
            Preview preview = preview(caseId, templateId, actor);
            if (!preview.missing().isEmpty()) {
                throw Problem.unprocessable("reply-unfilled", "This case has nothing for " + String.join(", ", preview.missing())
                        + ".").with("missing", preview.missing());
            }
            Optional<Channel> channel = messages.reply(caseId, preview.text(), "first-reply-" + taskId);
            channel.ifPresent(by -> contacts.weTried(caseId, null, by.name(), "REACHED", null, actor.name(), preview.text()));
            jdbc.sql("INSERT INTO reply_sent (task_id, case_id, template_id, version_no, sent_by, sent_ms) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(taskId, caseId, templateId, preview.version(), actor.name(), clock.millis()).update();
            return new Sent(taskId, templateId, preview.version(), channel.map(Channel::name).orElse(null));
        });
    }

    private Optional<Sent> sent(String taskId) {
        return jdbc.sql("SELECT * FROM reply_sent WHERE task_id = ?").param(taskId).query((row, n) -> new Sent(taskId,
                row.getLong("template_id"), row.getInt("version_no"), null)).optional();
    }
}
