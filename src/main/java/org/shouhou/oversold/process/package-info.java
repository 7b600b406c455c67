/** The steps of the oversold order's model. */
package org.shouhou.oversold.process;
