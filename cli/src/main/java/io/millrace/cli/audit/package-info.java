/**
 * The proof that every record is accounted for: {@link io.millrace.cli.audit.Comparison} is a pure
 * function of what Kafka, the commit log, HDFS and Hive say, which {@link
 * io.millrace.cli.audit.Evidence} asks them for.
 */
package io.millrace.cli.audit;
