/** The desk of those who steer: what waits for their word, who has how much, and moving it. */
package org.shouhou.steering;
