/** The figures a shop can change (hours, limits, waits), each with a default and values valid from and to a date. */
package org.shouhou.settings;
