/** Who else has a case in front of them. */
package org.shouhou.presence;
