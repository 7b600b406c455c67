/** Pages of outgoing messages: what people send by hand, and the operator's overview. */
package org.shouhou.messaging.web;
