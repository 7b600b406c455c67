/** Who is on duty (R45): on, on a break, or off; the roster of shifts. */
package org.shouhou.duty;
