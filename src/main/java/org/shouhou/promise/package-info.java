/** Promises to customers, followed until they are kept (R8), and the shipping notice that bounds them (R9). */
package org.shouhou.promise;
