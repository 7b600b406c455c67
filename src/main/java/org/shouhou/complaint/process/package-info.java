/** The process side of complaints. */
package org.shouhou.complaint.process;
