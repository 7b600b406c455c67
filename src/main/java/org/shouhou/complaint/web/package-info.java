/** Complaints over HTTP. */
package org.shouhou.complaint.web;
