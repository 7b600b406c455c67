package org.shouhou.gateway.process;

import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectTask;

/** An external task this node has the lease of, with who knows its topic. */
record Claimed(EffectTask task, EffectHandler handler) {
}
