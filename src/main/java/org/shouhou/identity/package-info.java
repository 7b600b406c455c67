/** Who works here and what they may do: roles, accounts, sign-in, sessions, and one table of access rules for pages and API. */
package org.shouhou.identity;
