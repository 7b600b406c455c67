package org.shouhou.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/**
 * Writes letters from {@code mail/<template>.<language>.txt}: the first line is the subject, the rest the message.
 * Text and HTML are made from the same words, so they cannot differ.
 */
@Component
class Letters {

    private record Source(String subject, String body) {
    }

    private final TemplateEngine texts;
    private final TemplateEngine pages;
    private final String publicUrl;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    Letters(@Value("${shouhou.public-url:}") String publicUrl) {
        this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
        StringTemplateResolver strings = new StringTemplateResolver();
        strings.setTemplateMode(TemplateMode.TEXT);
        texts = engine(strings);
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("mail/");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding("UTF-8");
        pages = engine(files);
    }

    private static TemplateEngine engine(org.thymeleaf.templateresolver.ITemplateResolver resolver) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /**
     * Writes one letter.
     *
     * @param about the case, or null
     * @param name  the addressee's name, or null
     * @param data  see {@link MessageTemplate}
     * @throws IllegalArgumentException when something the letter cannot do without is missing
     */
    Letter write(MessageTemplate template, Words words, CaseFacts about, String name, Map<String, ?> data) {
        Map<String, Object> values = new LetterData(template, words, about).of(data);
        for (String required : template.required()) {
            if (!values.containsKey(required)) {
                throw new IllegalArgumentException("Template " + template.id() + " needs " + required + ".");
            }
        }
        Source source = sources.computeIfAbsent(template.id() + "." + words.language(), Letters::load);
        Context context = new Context(Locale.forLanguageTag(words.language()), values);
        String subject = CleanText.line(texts.process(source.subject(), context), 240);
        List<String> paragraphs = Arrays.stream(texts.process(source.body(), context).split("\\n[ \\t]*\\n"))
                .map(String::strip).filter(paragraph -> !paragraph.isEmpty()).toList();
        return lay(template.audience(), words, about, name, subject, paragraphs);
    }

    private Letter lay(Audience audience, Words words, CaseFacts about, String name, String subject,
            List<String> paragraphs) {
        boolean customer = audience == Audience.CUSTOMER;
        String cleanName = CleanText.line(name, 100);
        String greeting = cleanName.isEmpty()
                ? words.get(customer ? "greeting.customer.nameless" : "greeting.staff.nameless")
                : MessageFormat.format(words.get("greeting"), cleanName);
        String facts = about == null ? ""
                : MessageFormat.format(words.get(customer ? "facts.customer" : "facts.staff"), about.number(), about.orderNo());
        String link = customer || about == null || publicUrl.isEmpty() ? "" : publicUrl + "/cases/" + about.caseId();
        String closing = customer ? words.get("closing.customer") : words.get("closing.staff");
        String brief = greeting + "\n" + String.join("\n", paragraphs);

        StringBuilder text = new StringBuilder(greeting);
        paragraphs.forEach(paragraph -> text.append("\n\n").append(paragraph));
        if (!link.isEmpty()) {
            text.append("\n\n").append(words.get("open")).append(' ').append(link);
        }
        text.append("\n\n").append(closing);
        if (!facts.isEmpty()) {
            text.append('\n').append(facts);
        }
        text.append('\n');

        Context page = new Context(Locale.forLanguageTag(words.language()));
        page.setVariable("language", words.language());
        page.setVariable("subject", subject);
        page.setVariable("greeting", greeting);
        page.setVariable("paragraphs", paragraphs);
        page.setVariable("link", link.isEmpty() ? null : link);
        page.setVariable("open", words.get("open"));
        page.setVariable("closing", closing);
        page.setVariable("facts", facts.isEmpty() ? null : facts);
        return new Letter(subject, text.toString(), pages.process("letter.html", page), brief);
    }

    private static Source load(String name) {
        try (InputStream file = Letters.class.getResourceAsStream("/mail/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("mail/" + name + ".txt is missing.");
            }
            String[] parts = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").split("\n", 2);
            return new Source(parts[0], parts[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
