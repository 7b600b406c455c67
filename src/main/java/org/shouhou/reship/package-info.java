/** Parcels that went wrong: tracing, second parcels, claims against couriers. */
package org.shouhou.reship;
