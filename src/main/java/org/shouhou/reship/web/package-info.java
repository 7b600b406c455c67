/** Pages and calls about parcels. */
package org.shouhou.reship.web;
