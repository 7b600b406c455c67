/** What {@code return.bpmn} calls. */
package org.shouhou.returns.process;
