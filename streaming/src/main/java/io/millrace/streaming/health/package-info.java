/**
 * The view {@code feed_health}: how a feed fares, told by the driver from the published batches of
 * its commit log, and committed as live views are.
 */
package io.millrace.streaming.health;
