package org.shouhou.authority.web;

import java.util.List;
import org.shouhou.authority.Menu;
import org.shouhou.common.Problem;
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

/** What may be given without asking. */
@RestController
@RequestMapping("/api/standing-remedies")
class StandingRemedyApi {

    private final Menu menu;

    StandingRemedyApi(Menu menu) {
        this.menu = menu;
    }

    /** Newest first. @param holding only those that hold now */
    @GetMapping
    List<Menu.View> all(@RequestParam(defaultValue = "false") boolean holding) {
        return menu.all(holding);
    }

    /** 201 with the new one, 200 with the same one when the request was made before. */
    @PostMapping
    ResponseEntity<Menu.View> release(@RequestBody Menu.Release wanted) {
        Menu.Released released = menu.release(wanted, Actor.current());
        return ResponseEntity.status(released.created() ? HttpStatus.CREATED : HttpStatus.OK).body(released.remedy());
    }

    /** A manager agrees to one that is beyond the limit of who released it. */
    @PostMapping("/{id}/approve")
    Menu.View approve(@PathVariable String id) {
        return menu.approve(number(id), Actor.current());
    }

    @PostMapping("/{id}/withdraw")
    Menu.View withdraw(@PathVariable String id) {
        return menu.withdraw(number(id), Actor.current());
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Problem.notFound("standing remedy", id);
        }
        return Long.parseLong(id);
    }
}
