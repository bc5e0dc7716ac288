package io.millrace.model.live;

/**
 * A row of a live table.
 *
 * @param micros the first column, which places it in its hour
 * @param columns in the order of {@link LiveTable#columns}, of their types' classes; null where
 *     there is no value
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once to the file; a list would cost a copy
public record LiveRow(LiveTable table, long micros, Object[] columns) {}
