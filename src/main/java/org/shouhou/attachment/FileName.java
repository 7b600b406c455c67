package org.shouhou.attachment;

import java.text.Normalizer;
import java.util.Locale;

/** The name a file is kept and offered under: harmless on every system, and ending as its content is. */
final class FileName {

    private static final int LONGEST = 120;
    /** Control and format characters (so also those that turn the reading direction), and what file systems reserve. */
    private static final String FORBIDDEN = "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*;%]";

    private FileName() {
    }

    /** @param given what the sender calls it, perhaps a whole path; null or nothing usable becomes {@code file} */
    static String clean(String given, FileKind kind) {
        String text = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC).replace('\\', '/');
        String name = text.substring(text.lastIndexOf('/') + 1).replaceAll(FORBIDDEN, "").replaceAll("\\s+", " ")
                .replaceAll("^[. ]+|[. ]+$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean fits = name.contains(".") && kind.endings().contains(ending);
        String stem = shortened(fits ? name.substring(0, name.lastIndexOf('.')) : name);
        return (stem.isBlank() ? "file" : stem) + "." + (fits ? ending : kind.endings().get(0));
    }

    private static String shortened(String stem) {
        if (stem.length() <= LONGEST) {
            return stem;
        }
        return stem.substring(0, Character.isHighSurrogate(stem.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
