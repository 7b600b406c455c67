/** The steps of the promise's model. */
package org.shouhou.promise.process;
