/**
 * The proof that every record is accounted for: {@link io.millrace.warehouse.audit.Comparison} is a
 * pure function of what Kafka, the commit log, HDFS and Hive say, which {@link
 * io.millrace.warehouse.audit.Evidence} asks them for.
 */
package io.millrace.warehouse.audit;
