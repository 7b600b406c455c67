/**
 * For those who keep it running: what nothing will ever move and other things that are not as they should be, the nodes,
 * work that failed, and cases moved to a new version of their model.
 */
package org.shouhou.operation;
