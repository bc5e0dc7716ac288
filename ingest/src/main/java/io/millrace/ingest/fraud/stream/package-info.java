/**
 * Fraud rules from Kafka to Kafka, by Kafka Streams: a payment's score and alerts while it waits.
 */
package io.millrace.ingest.fraud.stream;
