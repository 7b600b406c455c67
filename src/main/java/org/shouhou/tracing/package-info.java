/** The auditor's desk: cases found by every fact, traced from first contact to last cent, and drawn to be scored. */
package org.shouhou.tracing;
