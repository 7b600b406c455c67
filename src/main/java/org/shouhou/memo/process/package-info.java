/** What the model {@code sellerMemo} calls. */
package org.shouhou.memo.process;
