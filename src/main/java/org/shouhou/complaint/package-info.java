/** Complaints (投诉维权): who hears of them and when, who decides on which level, and the evidence handed to a platform. */
package org.shouhou.complaint;
