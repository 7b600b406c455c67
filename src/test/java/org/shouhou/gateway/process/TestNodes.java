package org.shouhou.gateway.process;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ExternalTaskService;
import org.shouhou.common.ThisNode;
import org.shouhou.common.CaseLock;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.Gateways;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

/** Another node on the same database: a worker of its own name. */
final class TestNodes {

    private TestNodes() {
    }

    static ExternalTaskWorker worker(ApplicationContext context) {
        return worker(context, false);
    }

    /** @param parallel with threads of its own, to be destroyed */
    static ExternalTaskWorker worker(ApplicationContext context, boolean parallel) {
        ExternalTaskService tasks = context.getBean(ExternalTaskService.class);
        Clock clock = context.getBean(Clock.class);
        Lease lease = new Lease(tasks, clock, new ThisNode());
        EffectSteps steps = new EffectSteps(tasks, lease, context.getBean(CaseLock.class), context.getBean(Effects.class),
                context.getBean(EffectBook.class), context.getBean(EffectAlarms.class), context.getBean(Gateways.class),
                context, clock);
        ProxyFactory proxy = new ProxyFactory(steps);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(new TransactionInterceptor((TransactionManager) context.getBean(PlatformTransactionManager.class),
                new AnnotationTransactionAttributeSource()));
        return new ExternalTaskWorker(tasks, lease, (EffectSteps) proxy.getProxy(), context.getBean(EffectBook.class),
                context.getBean(Gateways.class), List.of(context.getBean(Probe.class)), clock, parallel);
    }

    static <T> T inTransaction(ApplicationContext context, Supplier<T> work) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).execute(status -> work.get());
    }
}
