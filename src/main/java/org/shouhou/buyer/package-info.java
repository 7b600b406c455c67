/** What is known of a buyer beyond one case: flags with evidence, expiry and effect (R44). */
package org.shouhou.buyer;
