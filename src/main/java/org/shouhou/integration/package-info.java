/** What other programs are told and allowed: signed webhooks with their delivery log, and tokens with scopes. */
package org.shouhou.integration;
