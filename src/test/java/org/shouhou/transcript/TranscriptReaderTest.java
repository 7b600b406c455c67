package org.shouhou.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.common.Problem;

/** Conversations as programs export them. */
class TranscriptReaderTest {

    private final TranscriptReader reader = new TranscriptReader(ZoneId.of("Asia/Shanghai"));

    @Test
    void r3_lines_of_time_name_and_words_with_the_rest_of_a_sentence_below() {
        List<SpokenLine> said = reader.read("2026-11-11 10:00:05 买家小王: 在吗？\n还没发货\n\n2026/11/11 10:01 客服一号：您好！马上查\r\n");
        assertThat(said).containsExactly(
                new SpokenLine(1, Instant.parse("2026-11-11T02:00:05Z"), "买家小王", "在吗？\n还没发货", null),
                new SpokenLine(4, Instant.parse("2026-11-11T02:01:00Z"), "客服一号", "您好！马上查", null));
    }

    @Test
    void r3_as_the_platforms_own_program_writes_it() {
        List<SpokenLine> said = reader.read("\uFEFF买家小王  (2026-11-11 10:00:05):\n  地址：北京市海淀区1号\n店铺:客服（2026-11-11 10:02:00）：好的\n");
        assertThat(said).extracting(SpokenLine::name).containsExactly("买家小王", "店铺:客服");
        assertThat(said).extracting(SpokenLine::words).containsExactly("地址：北京市海淀区1号", "好的");
    }

    @Test
    void r3_csv_and_json_with_or_without_direction() {
        assertThat(reader.read("time,name,text,direction\n2026-11-11T10:00:00+09:00,a,\"hello, there\",IN\n2026-11-11 10:00,b,hi,\n"))
                .containsExactly(new SpokenLine(2, Instant.parse("2026-11-11T01:00:00Z"), "a", "hello, there", true),
                        new SpokenLine(3, Instant.parse("2026-11-11T02:00:00Z"), "b", "hi", null));
        assertThat(reader.read("[{\"time\":\"2026-11-11T02:00:00Z\",\"name\":\"a\",\"text\":\"x\",\"direction\":\"OUT\"}]"))
                .containsExactly(new SpokenLine(1, Instant.parse("2026-11-11T02:00:00Z"), "a", "x", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "hello", "yesterday a: hello", "2026-13-11 10:00 a: hello", "2026-02-30 10:00 a: x", "2026-11-11 25:00 a: x",
        "[]", "[{]", "[{\"time\":1}]", "[{\"time\":\"2026-11-11 10:00\",\"name\":\"a\",\"text\":\"x\",\"mood\":\"bad\"}]",
        "[{\"time\":\"2026-11-11 10:00\",\"name\":\"a\",\"text\":\"x\",\"direction\":\"UP\"}]", "time,name,text\nx,y,z", "time,name\n2026-11-11 10:00,a",
        "time,name,text\n2026-11-11 10:00,,x", "2026-11-11 10:00 a: ", "2026-11-11T10:00:00+99:00 a: x"})
    void what_is_no_conversation_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.slug()).isEqualTo("invalid-fields"));
    }
}
