/** Questions that are neither refund nor return: answered, or turned into another kind of case (R47). */
package org.shouhou.inquiry;
