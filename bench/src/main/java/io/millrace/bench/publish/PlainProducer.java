package io.millrace.bench.publish;

import io.millrace.bench.Timed;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.WireEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own producer in a loop, with keys and values that were encoded before. */
final class PlainProducer {
  private final LocalBroker broker;
  private final Admin admin;
  private final Feed feed;
  private final byte[][] keys;
  private final byte[][] values;

  PlainProducer(LocalBroker broker, Admin admin, Feed feed, Object[][] rows) {
    this.broker = broker;
    this.admin = admin;
    this.feed = feed;
    this.keys = new byte[rows.length][];
    this.values = new byte[rows.length][];
    WireEncoder encoder = WireEncoder.of(feed);
    for (int i = 0; i < rows.length; i++) {
      keys[i] = feed.keyOf(rows[i]).orElseThrow().getBytes(StandardCharsets.UTF_8);
      values[i] = encoder.encode(rows[i]);
    }
  }

  Timed send(int records, Map<String, Object> settings) throws Exception {
    try (FreshTopic topic = new FreshTopic(admin, feed);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      String name = topic.feed().topic();
      producer.partitionsFor(name);
      Timed.Watch watch = Timed.startWith(broker.process());
      for (int i = 0; i < records; i++) {
        int row = i % values.length;
        var unused = producer.send(new ProducerRecord<>(name, keys[row], values[row]));
      }
      producer.flush();
      Timed timed = watch.stop(records);
      topic.requireRecords(records);
      return timed;
    }
  }
}
