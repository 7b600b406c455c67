/** Pages to import orders. */
package org.shouhou.order.web;
