/**
 * Compaction: the many small files of closed hours become few, with the same rows. {@link
 * io.millrace.streaming.compact.Merge} writes them aside; the hours' owner, which is landing, moves
 * readers to them.
 */
package io.millrace.streaming.compact;
