/** The case: number, status, intake, timeline, messages as facts, and its place in the process engine. */
package org.shouhou.casefile;
