package org.shouhou.promise.web;

import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.identity.Actor;
import org.shouhou.promise.ShippingNotice;
import org.shouhou.promise.ShippingNotices;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shipping notice over HTTP (R9): {@code {current, readByMe, latest}}, published by the manager, read by everyone. */
@RestController
@RequestMapping("/api/shipping-notice")
class NoticeController {

    private final ShippingNotices notices;

    NoticeController(ShippingNotices notices) {
        this.notices = notices;
    }

    @GetMapping
    Map<String, Object> current(@RequestParam(defaultValue = "") String shop) {
        ShippingNotice current = notices.current(shop).orElse(null);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("current", current);
        view.put("readByMe", current != null && notices.readBy(current.id()).stream()
                .anyMatch(read -> read.user().equals(Actor.current().name())));
        view.put("latest", notices.latest());
        return view;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ShippingNotice publish(@RequestBody ShippingNotices.NewNotice wanted) {
        return notices.publish(wanted, Actor.current());
    }

    /** I have read it; again, it changes nothing. */
    @PostMapping("/{noticeId}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable long noticeId) {
        notices.read(noticeId, Actor.current());
    }

    /** Who has read it. */
    @GetMapping("/{noticeId}/reads")
    List<ShippingNotices.Read> reads(@PathVariable long noticeId) {
        return notices.readBy(notices.get(noticeId).id());
    }
}
