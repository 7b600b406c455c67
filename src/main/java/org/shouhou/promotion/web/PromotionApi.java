package org.shouhou.promotion.web;

import java.util.List;
import java.util.Map;
import org.shouhou.identity.Actor;
import org.shouhou.promotion.Bulletins;
import org.shouhou.promotion.Checklists;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Checklists of promotions and bulletins, over HTTP. */
@RestController
class PromotionApi {

    private final Checklists checklists;
    private final Bulletins bulletins;

    PromotionApi(Checklists checklists, Bulletins bulletins) {
        this.checklists = checklists;
        this.bulletins = bulletins;
    }

    @GetMapping("/api/promotions")
    List<Checklists.Promotion> promotions() {
        return checklists.all();
    }

    @PostMapping("/api/promotions")
    Checklists.Promotion plan(@RequestBody Checklists.NewPromotion promotion) {
        return checklists.plan(promotion, Actor.current());
    }

    @PostMapping("/api/promotions/{id}/items")
    Checklists.Promotion add(@PathVariable String id, @RequestBody Checklists.NewItem item) {
        return checklists.add(id, item);
    }

    @PostMapping("/api/promotions/{id}/items/{itemId}/done")
    Checklists.Promotion done(@PathVariable String id, @PathVariable String itemId) {
        return checklists.done(id, itemId, Actor.current());
    }

    /** Those that hold now, with who has and who has not read each. */
    @GetMapping("/api/bulletins")
    List<Bulletins.Bulletin> bulletins() {
        return bulletins.current(Actor.current());
    }

    @PostMapping("/api/bulletins")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void publish(@RequestBody Bulletins.NewBulletin bulletin) {
        bulletins.publish(bulletin, Actor.current());
    }

    /** Tells everybody who has not read it, once an hour at most. @return how many that are */
    @PostMapping("/api/bulletins/{id}/remind")
    Map<String, Integer> remind(@PathVariable String id) {
        return Map.of("unread", bulletins.remind(id, Actor.current()));
    }

    @PostMapping("/api/bulletins/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable String id) {
        bulletins.read(id, Actor.current());
    }
}
