/**
 * How long the days of tables are kept, and what is held all the same. Says what may be dropped;
 * others drop it.
 */
package io.millrace.model.retention;
