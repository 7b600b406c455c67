package org.shouhou.buyer.web;

import java.time.Instant;
import java.util.List;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Flags of buyers over HTTP; the shop may be left out where there is one. */
@RestController
@RequestMapping("/api/buyers/{buyer}/flags")
class BuyerApi {

    /** @param kind EXTORTION or IMPORTANT @param caseId the case the evidence lies in; may be left out */
    record NewFlag(String shop, String kind, String evidence, Instant until, String caseId) {

        BuyerFlags.NewFlag checked() {
            BuyerFlags.Kind known = null;
            for (BuyerFlags.Kind one : BuyerFlags.Kind.values()) {
                known = one.name().equals(kind) ? one : known;
            }
            if (caseId != null && !caseId.matches("\\d{1,18}")) {
                throw Problem.fields(List.of(new FieldProblem("caseId", "This is not the right kind of value.")));
            }
            return new BuyerFlags.NewFlag(shop, known, evidence, until, caseId == null ? null : Long.valueOf(caseId));
        }
    }

    record Ending(String shop, String reason) {
    }

    private final BuyerFlags flags;

    BuyerApi(BuyerFlags flags) {
        this.flags = flags;
    }

    /** Every flag there is or was, newest first; empty for a buyer nobody knows. */
    @GetMapping
    List<BuyerFlags.Flag> list(@PathVariable String buyer, @RequestParam(required = false) String shop) {
        return flags.of(shop, buyer);
    }

    /** 201 with the flag; 200 when just this one holds already. */
    @PostMapping
    ResponseEntity<BuyerFlags.Flag> set(@PathVariable String buyer, @RequestBody NewFlag flag) {
        BuyerFlags.Set set = flags.set(buyer, flag.checked(), Actor.current());
        return ResponseEntity.status(set.created() ? HttpStatus.CREATED : HttpStatus.OK).body(set.flag());
    }

    @PostMapping("/{id}/end")
    BuyerFlags.Flag end(@PathVariable String buyer, @PathVariable String id, @RequestBody Ending ending) {
        return flags.end(ending.shop(), buyer, id, ending.reason(), Actor.current());
    }
}
