/** The seller's memo of an order, read and written (R39). */
package org.shouhou.memo;
