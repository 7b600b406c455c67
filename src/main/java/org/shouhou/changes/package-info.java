/** Changing a figure or the calendar: seen before it is done, done as seen, told in the history of every case it moved. */
package org.shouhou.changes;
