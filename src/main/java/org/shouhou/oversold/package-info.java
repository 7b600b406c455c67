/** Oversold orders (R26): shipped, refunded, swapped or waited for; taken off sale; and the stock looked at before it happens. */
package org.shouhou.oversold;
