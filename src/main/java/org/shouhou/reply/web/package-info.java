/** Quick replies over HTTP and as a page. */
package org.shouhou.reply.web;
