package org.shouhou.casefile;

import java.util.List;

/**
 * A case was taken in; published in its transaction, before its process starts, so that what listens can prepare.
 *
 * @param lines ids of the order's lines it is about, empty for the whole order
 */
public record CaseOpened(CaseFile opened, List<Long> lines) {
}
