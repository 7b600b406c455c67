/** Orders held back before shipping because something must be confirmed with the customer (慢审). */
package org.shouhou.slowreview;
