/**
 * Drops the days of tables, and reports, that are kept no longer, and tells which. What may be
 * dropped others say.
 */
package io.millrace.warehouse.retention;
