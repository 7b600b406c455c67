package org.shouhou.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.casefile.CaseUrgency;
import org.shouhou.casefile.NewNote;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What a case adds to the seller's memo: one line, clear and complete, from its structured notes (R39). What others
 * wrote stays; the case's own line of before is replaced.
 */
@Component
class MemoWords {

    private final CaseNotes notes;
    private final CaseUrgency urgency;
    private final Settings settings;
    private final MessageSource texts;

    MemoWords(CaseNotes notes, CaseUrgency urgency, Settings settings, MessageSource texts) {
        this.notes = notes;
        this.urgency = urgency;
        this.settings = settings;
        this.texts = texts;
    }

    /** The case's own line; empty when there is nothing to say. */
    String line(CaseFile file) {
        Locale locale = Locale.forLanguageTag(settings.text(Figure.CUSTOMER_LANGUAGE, file.shop()));
        List<String> parts = new ArrayList<>();
        if (urgency.urgent(file.id())) {
            parts.add(text(locale, "memo.urgent"));
        }
        List<CaseNotes.Note> all = notes.of(file.id());
        List<CaseNotes.Note> addresses = all.stream().filter(note -> note.newAddress() != null).toList();
        if (!addresses.isEmpty()) {
            CaseNotes.Note last = addresses.get(addresses.size() - 1);
            String old = addresses.stream().map(CaseNotes.Note::oldAddress).filter(one -> one != null).reduce((one, other) -> other).orElse("");
            parts.add(text(locale, last.kind() == NewNote.Kind.ADDRESS_CONFIRMED ? "memo.addressConfirmed" : "memo.address", old, last.newAddress()));
        }
        for (CaseNotes.Note note : all) {
            if (note.kind() == NewNote.Kind.SUBSTITUTE) {
                parts.add(note.line() == null ? text(locale, "memo.substitute", note.sku(), note.quantity().toString())
                        : text(locale, "memo.substituteLine", note.sku(), note.quantity().toString(), note.line().toString()));
            } else if (note.kind() == NewNote.Kind.GIFT) {
                parts.add(text(locale, "memo.gift", note.sku(), note.quantity().toString()));
            }
        }
        return parts.isEmpty() ? "" : prefix(file) + String.join(text(locale, "memo.and"), parts);
    }

    /** The memo with the case's own line. */
    String together(CaseFile file, String memo) {
        String own = line(file);
        String others = memo.lines().filter(line -> !line.startsWith(prefix(file))).collect(Collectors.joining("\n")).strip();
        return own.isEmpty() ? memo : others.isEmpty() ? own : others + "\n" + own;
    }

    private static String prefix(CaseFile file) {
        return "[" + file.number() + "] ";
    }

    private String text(Locale locale, String key, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
