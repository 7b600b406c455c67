/** The process side of compensation. */
package org.shouhou.authority.process;
