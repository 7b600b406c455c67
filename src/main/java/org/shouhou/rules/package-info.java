/** The rules as people read them: decision tables with their names, and the figures that enter them. */
package org.shouhou.rules;
