package org.shouhou.order;

/**
 * A row of an order file.
 *
 * @param line   where it begins, as editors count
 * @param cells  by {@link Field#ordinal()}, without blanks around; null where the file has no such column, empty where the cell is
 * @param damage why the row cannot be trusted, or null
 */
record Row(long line, String[] cells, String damage) {

    /** The cell of a field, null when it is empty. */
    String cell(Field field) {
        String cell = cells[field.ordinal()];
        return cell == null || cell.isEmpty() ? null : cell;
    }

    /** Whether the file has a column for a field. */
    boolean has(Field field) {
        return cells[field.ordinal()] != null;
    }

    /** Whether this row belongs to the same order as one before it. Of a torn row, what is left must agree. */
    boolean sameOrder(Row before) {
        String own = cell(Field.ORDER_NO);
        String other = before.cell(Field.ORDER_NO);
        if (damage != null && other != null) {
            return own == null || other.startsWith(own);
        }
        return own != null && own.equals(other);
    }
}
