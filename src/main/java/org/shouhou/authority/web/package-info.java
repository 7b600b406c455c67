/** Compensation, standing remedies and consents over HTTP: the API and the pages. */
package org.shouhou.authority.web;
