/** The customer's own page, the warehouse's scans, and what the page of a case says about its goods. */
package org.shouhou.returns.web;
