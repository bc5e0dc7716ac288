/**
 * Records that wait on disk for a broker: written behind one another, made durable by one fsync for
 * many writers, read in the same order, and dropped once the broker has them.
 */
package io.millrace.ingest.collect.spool;
