/** The steps of the call back's model. */
package org.shouhou.callback.process;
