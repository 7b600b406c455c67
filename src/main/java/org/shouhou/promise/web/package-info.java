/** Promises and the shipping notice over HTTP and as pages. */
package org.shouhou.promise.web;
