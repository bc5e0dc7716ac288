/**
 * Generations of a partition's files beside each other, and the swap from one to the next. Knows
 * Hadoop's file system, no engine.
 */
package io.millrace.warehouse.publish;
