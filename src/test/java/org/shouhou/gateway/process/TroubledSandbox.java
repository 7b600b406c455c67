package org.shouhou.gateway.process;

import java.util.function.Function;
import org.shouhou.gateway.Adapter;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;

/** The sandbox behind a line on which the node may die, stall or lose the answer. */
class TroubledSandbox implements Adapter {

    /** The node is gone. */
    static class NodeDied extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Adapter sandbox;
    volatile Function<OutsideCall, Answer> calls;
    volatile Function<OutsideCall, Answer> queries;

    TroubledSandbox(Adapter sandbox) {
        this.sandbox = sandbox;
        calm();
    }

    void calm() {
        calls = sandbox::call;
        queries = sandbox::query;
    }

    Answer reach(OutsideCall call) {
        return sandbox.call(call);
    }

    @Override
    public String name() {
        return "troubled";
    }

    @Override
    public Answer call(OutsideCall call) {
        return calls.apply(call);
    }

    @Override
    public Answer query(OutsideCall call) {
        return queries.apply(call);
    }
}
