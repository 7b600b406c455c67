/**
 * A shop's outside to try things with: payment, platform, warehouse and courier with books of their own, which behave as
 * well or as badly as one likes.
 */
package org.shouhou.demo.sandbox;
