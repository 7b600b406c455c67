/** What each person chose about their own desk: single keys, how much of a timeline, what comes after an action. */
package org.shouhou.preference;
