/** The list of open work: claim, release, take next, hand over, complete. */
package org.shouhou.queue;
