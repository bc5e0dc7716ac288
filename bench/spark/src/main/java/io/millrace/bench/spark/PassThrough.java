package io.millrace.bench.spark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Copies a topic and does nothing else, as the host of fraud rules in Spark publishes: what a batch
 * comes to is gathered in the driver and sent in one Kafka transaction. It keeps no state, commits
 * no offsets and writes one record for each, where that host writes two and holds a lease.
 */
public final class PassThrough {
  private static final int BATCH_BYTES = 128 << 10;

  private PassThrough() {}

  /**
   * Arguments: brokers, topic, offsets to begin at as Spark's source takes them, the topic that
   * gets the copies, checkpoint, records a batch, milliseconds between two batches.
   */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().appName("pass-through").getOrCreate();
    Producer<byte[], byte[]> producer = producer(arguments[0]);
    producer.initTransactions();
    VoidFunction2<Dataset<Row>, Long> publish =
        (rows, number) -> publish(rows, producer, arguments[3]);
    spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", arguments[0])
        .option("subscribe", arguments[1])
        .option("startingOffsets", arguments[2])
        .option("maxOffsetsPerTrigger", arguments[5])
        .load()
        .select("key", "value")
        .writeStream()
        .foreachBatch(publish)
        .option("checkpointLocation", arguments[4])
        .trigger(Trigger.ProcessingTime(Long.parseLong(arguments[6])))
        .start()
        .awaitTermination();
  }

  private static Producer<byte[], byte[]> producer(String brokers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            brokers,
            "transactional.id",
            "pass-through-spark",
            "compression.type",
            "lz4",
            "batch.size",
            BATCH_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void publish(Dataset<Row> rows, Producer<byte[], byte[]> producer, String topic) {
    List<Row> batch = rows.collectAsList();
    producer.beginTransaction();
    for (Row row : batch) {
      // a record that is refused fails the commit
      Future<RecordMetadata> unused =
          producer.send(new ProducerRecord<>(topic, (byte[]) row.get(0), (byte[]) row.get(1)));
    }
    producer.commitTransaction();
  }
}
