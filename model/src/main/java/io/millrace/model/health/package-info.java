/**
 * How a feed fares: what reached Kafka in each ten seconds, how long it took to come to readers,
 * and what had not come yet. Folded from the commit log alone.
 */
package io.millrace.model.health;
