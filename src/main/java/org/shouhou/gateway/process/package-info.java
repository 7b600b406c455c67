/** The worker that carries external tasks out; the only place of the module that touches the engine. */
package org.shouhou.gateway.process;
