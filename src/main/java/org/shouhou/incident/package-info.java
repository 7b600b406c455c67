/** One event that hits many orders: one decision, one message, one budget, carried out for every case in it (R37). */
package org.shouhou.incident;
