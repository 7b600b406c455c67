/** Before and during a promotion (R42): checklists with owners and dates, bulletins everyone has to have read. */
package org.shouhou.promotion;
