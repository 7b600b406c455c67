/** Call backs over HTTP. */
package org.shouhou.callback.web;
