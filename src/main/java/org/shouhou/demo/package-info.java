/** What there is to try the system with: the sandbox shop and the adjustable clock. */
package org.shouhou.demo;
