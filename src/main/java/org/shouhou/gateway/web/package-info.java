/** Hooks, the to-do list and the operator's view over HTTP. */
package org.shouhou.gateway.web;
