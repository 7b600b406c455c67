/** The append-only history of every case. */
package org.shouhou.audit;
