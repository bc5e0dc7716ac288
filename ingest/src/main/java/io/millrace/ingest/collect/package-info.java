/**
 * The HTTP collector: takes records from clients, judges them as every producer does, and answers
 * once they are kept, on the topic or in the spool.
 */
package io.millrace.ingest.collect;
