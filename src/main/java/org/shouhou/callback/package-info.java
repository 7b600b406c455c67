/** Calling customers back after their case was solved, where it matters (R32). */
package org.shouhou.callback;
