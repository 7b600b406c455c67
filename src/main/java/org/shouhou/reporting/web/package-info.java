/** Pages of those who lead: figures, complaints as they come. */
package org.shouhou.reporting.web;
