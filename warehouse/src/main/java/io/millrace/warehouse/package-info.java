/**
 * The batch jobs. {@link io.millrace.warehouse.CurateJob} runs in Spark on YARN; {@link
 * io.millrace.warehouse.PublishJob} runs in a small JVM without Spark.
 */
package io.millrace.warehouse;
