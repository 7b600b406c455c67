package org.shouhou.desk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shouhou.common.Json;
import org.springframework.stereotype.Component;

/** Texts for a page's scripts, as JSON in a data block of the page: the scripts hold no words of their own. */
@Component
public class ScriptWords {

    private final Shown shown;

    ScriptWords(Shown shown) {
        this.shown = shown;
    }

    /** The texts by key. Safe inside a script element: no sign in it can end one. */
    public String json(List<String> keys) {
        Map<String, String> texts = new TreeMap<>();
        keys.forEach(key -> texts.put(key, shown.text(key)));
        return Json.write(texts).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
