package io.millrace.ingest.fraud.stream;

import io.millrace.ingest.topic.FraudTopics;
import io.millrace.model.fraud.FraudOutputs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From payments to scores and alerts. The state of all accounts is one key-value store with a
 * compacted changelog. It is no windowed store: windows are event time, and the retention of a
 * windowed store's changelog would delete what an old payment changed as soon as it is written.
 */
final class FraudTopology {

  /** The store of accounts. */
  static final String ACCOUNTS = FraudOutputs.ACCOUNTS;

  /** The sink of scores. */
  static final String SCORES = "scores";

  /** The sink of alerts. */
  static final String ALERTS = "alerts";

  /** The sink of what is evaluated by which rules. */
  static final String RULES_IN_EFFECT = "rules-in-effect";

  private static final String PAYMENTS = "payments";
  private static final String RULES = "rules";

  private FraudTopology() {}

  /**
   * Builds it.
   *
   * @param source the topic of payments
   * @param store keeps the accounts of a partition, under the name {@link #ACCOUNTS}
   * @param rules makes what evaluates the payments of a partition
   */
  static Topology of(
      String source,
      FraudOutputs outputs,
      KeyValueBytesStoreSupplier store,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> rules) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    ByteArraySerializer out = new ByteArraySerializer();
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            PAYMENTS,
            // A record without a time must not end the stream: it is judged as one of 1970.
            (payment, before) -> Math.max(0, payment.timestamp()),
            in,
            in,
            source)
        .addProcessor(RULES, rules, PAYMENTS)
        .addStateStore(accounts(store), RULES)
        .addSink(SCORES, outputs.scores(), out, out, RULES)
        .addSink(ALERTS, outputs.alerts(), out, out, RULES)
        .addSink(RULES_IN_EFFECT, outputs.rulesInEffect(), out, out, RULES);
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> accounts(
      KeyValueBytesStoreSupplier store) {
    return Stores.keyValueStoreBuilder(store, Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(FraudTopics.ACCOUNTS_SETTINGS);
  }
}
