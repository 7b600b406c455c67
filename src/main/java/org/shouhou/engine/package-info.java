/** The embedded process engine: configuration, plug-ins, and the one port through which features reach it. */
package org.shouhou.engine;
