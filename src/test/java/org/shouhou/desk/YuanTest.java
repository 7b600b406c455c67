package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YuanTest {

    @ParameterizedTest
    @CsvSource({"12,1200", "12.5,1250", "12.50,1250", "0.01,1", "' 3.20 ',320", "¥8.8,880", "'1,234.56',123456"})
    void an_amount_as_people_type_it(String typed, long minor) {
        assertThat(Yuan.minor(typed)).hasValue(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12.345", "-1", "1e3", "十元", "12.", ".5", "9999999999999"})
    void what_is_no_amount(String typed) {
        assertThat(Yuan.minor(typed)).isEmpty();
    }
}
