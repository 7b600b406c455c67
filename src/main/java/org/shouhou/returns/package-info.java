/** Goods back: whether and at whose cost, the way of the parcel, its inspection, and the parcels nobody expected. */
package org.shouhou.returns;
