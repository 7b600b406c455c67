package org.shouhou.operation.web;

import java.util.List;
import org.shouhou.operation.Nodes;
import org.shouhou.operation.Watchdog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the watchdog found, and the nodes, over HTTP; for operators. */
@RestController
class OperationApi {

    private final Watchdog watchdog;
    private final Nodes nodes;

    OperationApi(Watchdog watchdog, Nodes nodes) {
        this.watchdog = watchdog;
        this.nodes = nodes;
    }

    @GetMapping("/api/watchdog")
    Watchdog.Report report() {
        return watchdog.report();
    }

    /** Has it look again at once; what was mended is gone from the report when that look has ended. */
    @PostMapping("/api/watchdog/look")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void look() {
        watchdog.lookSoon();
    }

    @GetMapping("/api/nodes")
    List<Nodes.Node> nodes() {
        return nodes.all();
    }
}
