/** Who may give what: limits, consents, standing remedies, compensation beyond what is owed (R10, R43). */
package org.shouhou.authority;
