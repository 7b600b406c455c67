package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R39: the seller's memo is read and written. */
class SellerMemoPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("sellerMemo");

    @Test
    void r39_the_memo_is_read_and_nothing_is_to_be_written() {
        STAGE.begin().done("service_readMemo", "writes", false)
                .passed("start_memoWanted", "service_readMemo", "gateway_memoJoin", "gateway_isSomethingToWrite", "end_memoUpToDate")
                .never("service_writeMemo").told("memoProcess.done");
    }

    @Test
    void r39_what_was_noted_while_it_was_written_is_written_too() {
        STAGE.begin().done("service_readMemo", "writes", true).done("service_writeMemo", "writes", true)
                .done("service_writeMemo", "writes", false)
                .passed("service_readMemo", "service_writeMemo", "gateway_memoJoin", "service_writeMemo", "end_memoUpToDate").told("memoProcess.done");
    }

    @Test
    void r39_the_platform_does_not_let_it_be_read() {
        STAGE.begin().refused("service_readMemo", "memoRefused").passed("error_readingRefused", "end_memoNotRead").told("memoProcess.refused");
    }

    @Test
    void r39_the_platform_does_not_let_it_be_written() {
        STAGE.begin().done("service_readMemo", "writes", true).refused("service_writeMemo", "memoRefused")
                .passed("error_writingRefused", "end_memoNotWritten").told("memoProcess.refused");
    }
}
