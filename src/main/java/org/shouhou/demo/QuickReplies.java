package org.shouhou.demo;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.reply.ReplyTemplate;
import org.shouhou.reply.ReplyTemplates;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A demonstration has quick replies to try: written by one supervisor, approved by the other, as everywhere. */
@Component
@ConditionalOnProperty("shouhou.demo.replies")
class QuickReplies {

    private static final List<ReplyTemplates.NewTemplate> REPLIES = List.of(
            reply("nihao", "问候", "您好{buyer}，我是售后客服{agent}。您的订单{orderNo}我看到了，正在为您查看，请稍等。"),
            reply("tuikuan", "退款已受理", "您好，订单{orderNo}的退款申请我们收到了，正在审核，有结果会第一时间在这里告诉您。"),
            reply("wuliu", "查件中", "您好，您的包裹由{courier}承运，运单号{waybill}。我们已向快递查询，有回复就告诉您。"),
            reply("cuifahuo", "催发货", "您好，订单{orderNo}我们已提醒仓库优先处理，发货安排请以店铺发货公告为准。"),
            reply("tuihuo", "退货说明", "您好，请把商品连同吊牌和赠品放好，寄回后把运单号告诉我们，仓库验货无误就为您退款。"),
            reply("posun", "破损致歉", "非常抱歉给您添麻烦了！请拍下外包装和商品的照片给我们，补发还是退款由您选择。"),
            reply("loufa", "少件核实", "非常抱歉！请告诉我们少了哪一件，我们核对打包记录，补发或退款由您选择。"),
            reply("fapiao", "开发票", "您好，请提供发票抬头和税号，我们为您开具电子发票。"),
            reply("haoping", "致谢", "感谢您的理解和支持，有任何问题随时联系我们，祝您生活愉快！"));

    private final ReplyTemplates templates;

    QuickReplies(ReplyTemplates templates) {
        this.templates = templates;
    }

    private static ReplyTemplates.NewTemplate reply(String code, String title, String text) {
        return new ReplyTemplates.NewTemplate(code, title, text);
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (!templates.all(false).isEmpty()) {
            return;
        }
        for (ReplyTemplates.NewTemplate reply : REPLIES) {
            ReplyTemplate written = templates.write(reply, Actor.of("supervisor1", Role.SUPERVISOR));
            templates.approve(written.templateId(), 1, Actor.of("supervisor2", Role.SUPERVISOR));
        }
    }
}
