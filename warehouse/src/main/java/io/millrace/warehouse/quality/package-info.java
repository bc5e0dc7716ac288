/**
 * Checks of what was written before readers see it, by one statement that Spark and Hive both
 * understand.
 */
package io.millrace.warehouse.quality;
