package org.shouhou.reply;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not stand in a quick reply (R9): a shipping or arrival time other than one the notice names, unknown
 * placeholders, and gaps somebody meant to fill.
 */
final class Wording {

    /** What a sentence speaks of. */
    enum About { SHIPPING, ARRIVAL }

    /** @param what the words found @param why UNKNOWN_PLACEHOLDER, GAP, PROMISES_TIME or BEYOND_NOTICE */
    record Finding(String why, String what) {
    }

    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\n]{0,40})}");
    private static final Pattern GAP = Pattern.compile("_{2,}|[xX]{2,}|×{2,}|【\\s*】|（\\s*）|\\(\\s*\\)|某月|某日|TODO|\\{\\s*}|[{}]");
    private static final Pattern SENTENCE = Pattern.compile("[^。！？!?；;\\n.]+(?:\\.(?=\\S)[^。！？!?；;\\n.]+)*");
    private static final Pattern SHIPPING = Pattern.compile("发货|发出|寄出|出库|发走|发件|(?i)\\bship|\\bdispatch|\\bsent out|\\bsend (?:it )?out|\\bleaves?\\b");
    private static final Pattern ARRIVAL = Pattern.compile("到货|送达|送到|收到货|签收|派送|到您|抵达|(?i)\\barriv|\\bdeliver|\\bbe with you|\\breach you");
    private static final Pattern DATE = Pattern.compile("(?:(\\d{4})[-年/.])?(\\d{1,2})[-月/.](\\d{1,2})[日号]?");
    private static final Pattern RELATIVE = Pattern.compile("今天|今日|今晚|明天|明日|明早|后天|当天|当日|马上|立刻|立即|尽快|很快|周末前|本周|下周|周[一二三四五六日天]|星期[一二三四五六日天]|月底|"
            + "[0-9一二两三四五六七八九十]+\\s*(?:个)?(?:小时|天|日|工作日|周)(?:内|之内|以内|左右|后)|"
            + "(?i)\\btoday|\\btonight|\\btomorrow|\\bwithin\\s+\\w+\\s+(?:hours?|days?|weeks?)|\\bin\\s+\\d+\\s+(?:hours?|days?|weeks?)|\\bthis week|\\bnext week|\\bimmediately|\\bat once|"
            + "\\bby\\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|\\b\\d{1,2}(?:st|nd|rd|th)\\b");

    private Wording() {
    }

    /**
     * @param today   for dates without a year
     * @param allowed whether the notice allows a day to be named for what the sentence speaks of
     */
    static List<Finding> check(String text, LocalDate today, BiPredicate<About, LocalDate> allowed) {
        List<Finding> findings = new ArrayList<>();
        PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).filter(name -> !name.isBlank() && Placeholder.find(name).isEmpty())
                .forEach(name -> findings.add(new Finding("UNKNOWN_PLACEHOLDER", "{" + name + "}")));
        String plain = PLACEHOLDER.matcher(text).replaceAll(found -> found.group(1).isBlank() ? "{}" : "·");
        GAP.matcher(plain).results().map(MatchResult::group).forEach(gap -> findings.add(new Finding("GAP", gap)));
        SENTENCE.matcher(plain).results().map(MatchResult::group).forEach(sentence -> sentence(sentence, today, allowed, findings));
        return findings.stream().distinct().toList();
    }

    private static void sentence(String sentence, LocalDate today, BiPredicate<About, LocalDate> allowed, List<Finding> findings) {
        About about = ARRIVAL.matcher(sentence).find() ? About.ARRIVAL : SHIPPING.matcher(sentence).find() ? About.SHIPPING : null;
        if (about == null) {
            return;
        }
        Matcher dates = DATE.matcher(sentence);
        while (dates.find()) {
            LocalDate day = day(dates, today);
            if (day == null || !allowed.test(about, day)) {
                findings.add(new Finding("BEYOND_NOTICE", dates.group()));
            }
        }
        RELATIVE.matcher(dates.replaceAll(" ")).results().map(MatchResult::group)
                .forEach(words -> findings.add(new Finding("PROMISES_TIME", words)));
    }

    private static LocalDate day(Matcher date, LocalDate today) {
        try {
            int year = date.group(1) == null ? today.getYear() : Integer.parseInt(date.group(1));
            return LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
