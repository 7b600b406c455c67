/** Shipments a case holds back: stopped, released, cancelled. */
package org.shouhou.shipment;
