/** HTTP of this feature: the phone round. */
package org.shouhou.slowreview.web;
