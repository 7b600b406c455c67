/**
 * Effects outside (payment, order, warehouse, courier): what is to be done, in which state it is, the adapters that do
 * it, the to-do list of people, and the events that come back.
 */
package org.shouhou.gateway;
