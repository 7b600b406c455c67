package org.shouhou.order;

/**
 * A row that was not imported.
 *
 * @param line    where it begins in the file, as editors count
 * @param column  the header of the column it is about; null when it is the whole row
 * @param problem a plain English sentence
 */
public record Rejection(long line, String column, String problem) {
}
