package org.shouhou.memo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads and writes the memo through the order gateway; by hand, a person looks or writes. */
@Configuration(proxyBeanMethods = false)
class MemoHandlers {

    private abstract static class Handler implements EffectHandler {

        private final String operation;
        private final CaseFiles cases;
        final SellerMemos memos;

        Handler(String operation, CaseFiles cases, SellerMemos memos) {
            this.operation = operation;
            this.cases = cases;
            this.memos = memos;
        }

        @Override
        public String topic() {
            return "order-" + operation;
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            CaseFile file = cases.get(task.caseId());
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("shop", file.shop());
            payload.put("orderNo", file.orderNo());
            payload.put("caseNumber", file.number());
            add(task.caseId(), payload);
            return new EffectRequest("ORDER", operation, operation + "-" + task.externalTaskId(), payload);
        }

        void add(long caseId, Map<String, Object> payload) {
            // reading needs no more
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            if (answer instanceof Answer.Succeeded done) {
                return new EffectResult.Complete(Map.of("writes", goesOn(task.caseId(), effect, done)));
            }
            return new EffectResult.BusinessError("memoRefused", Map.of());
        }

        /** @return whether there is something to write */
        abstract boolean goesOn(long caseId, EffectRecord effect, Answer.Succeeded done);
    }

    @Bean
    EffectHandler memoReadHandler(CaseFiles cases, SellerMemos memos) {
        return new Handler("memo-read", cases, memos) {
            @Override
            boolean goesOn(long caseId, EffectRecord effect, Answer.Succeeded done) {
                Object memo = done.data().get("memo");
                String byHand = effect.note() == null ? "" : effect.note();
                return memos.read(caseId, memo instanceof String text ? text : byHand);
            }
        };
    }

    @Bean
    EffectHandler memoWriteHandler(CaseFiles cases, SellerMemos memos) {
        return new Handler("memo-write", cases, memos) {
            @Override
            void add(long caseId, Map<String, Object> payload) {
                payload.put("memo", memos.toWriteNow(caseId));
            }

            @Override
            boolean goesOn(long caseId, EffectRecord effect, Answer.Succeeded done) {
                return memos.written(caseId, String.valueOf(effect.request().get("memo")));
            }
        };
    }
}
