package org.shouhou.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    @ParameterizedTest
    @CsvSource({"您好，请稍等,您好{buyer}，请稍候,您好，请稍[等],您好[{buyer}]，请稍[候]", "Please wait,Please hold,Please [wait],Please [hold]",
            "同样,同样,同样,同样"})
    void r11_what_only_one_version_has_is_marked(String before, String after, String left, String right) {
        Differences.Sides sides = Differences.of(before, after);
        assertThat(marked(sides.before())).isEqualTo(left);
        assertThat(marked(sides.after())).isEqualTo(right);
    }

    @Test
    void both_sides_keep_every_character() {
        String one = "第一行\n第二行 {orderNo}";
        String other = "";
        Differences.Sides sides = Differences.of(one, other);
        assertThat(sides.before().stream().map(Differences.Piece::text).collect(Collectors.joining())).isEqualTo(one);
        assertThat(sides.after()).isEmpty();
    }

    private static String marked(java.util.List<Differences.Piece> pieces) {
        return pieces.stream().map(piece -> piece.common() ? piece.text() : "[" + piece.text() + "]").collect(Collectors.joining());
    }
}
