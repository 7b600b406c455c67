/** Refunds: who may decide, the ledger, and the only way money leaves. */
package org.shouhou.refund;
