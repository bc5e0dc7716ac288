package io.millrace.bench.codec;

import io.millrace.bench.ActivityRows;
import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.AvroRecordEncoder;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.Valid;
import io.millrace.model.record.WireEncoder;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast records are encoded and decoded, on one core and without a broker. */
@Command(
    name = "codec",
    description =
        "Encodes and decodes activity records on one core, beside Jackson's and Avro's own way.")
public final class CodecBench extends Benchmark {
  private static final long KAFKA_TIME_MILLIS = 4_000_000_000_000L;
  private static final int DISTINCT = 10_000;

  @Option(
      names = "--records",
      defaultValue = "500000",
      description = "How many a round encodes or decodes.")
  private int records;

  /**
   * Turns one record into the other form; what it returns keeps the work from being optimised away.
   */
  private interface Step<T> {
    long take(T record) throws Exception;
  }

  @Override
  protected void measure(PrintWriter out) throws Exception {
    Feed activity = feed("activity");
    Object[][] rows = ActivityRows.of(activity, DISTINCT);
    JacksonTree jackson = new JacksonTree(activity);
    AvroGeneric avro = new AvroGeneric(activity);
    WireEncoder ourJson = new RecordEncoder(activity);
    WireEncoder ourAvro = new AvroRecordEncoder(activity);
    RecordDecoder decoder = new RecordDecoder(activity);
    byte[][] json = encoded(rows, ourJson);
    byte[][] binary = encoded(rows, ourAvro);
    out.printf("activity records of %d bytes as JSON, %d as Avro%n", mean(json), mean(binary));

    rounds()
        .compare(
            out,
            "encode JSON",
            workload("Jackson, tree", rows, row -> jackson.encode(row).length),
            workload("Millrace", rows, row -> ourJson.encode(row).length));
    rounds()
        .compare(
            out,
            "encode Avro",
            workload("Avro, generic", rows, row -> avro.encode(row).length),
            workload("Millrace", rows, row -> ourAvro.encode(row).length));
    rounds()
        .compare(
            out,
            "decode JSON",
            workload("Jackson, tree, no checks", json, value -> jackson.decode(value).length),
            workload("Millrace, validated", json, value -> decode(decoder, value)));
    rounds()
        .compare(
            out,
            "decode Avro",
            workload("Avro, generic, no checks", binary, value -> avro.decode(value).length),
            workload("Millrace, validated", binary, value -> decode(decoder, value)));
  }

  private <T> Workload workload(String name, T[] input, Step<T> step) {
    return new Workload(
        name,
        () -> {
          Timed.Watch watch = Timed.start();
          long sum = 0;
          for (int i = 0; i < records; i++) {
            sum += step.take(input[i % input.length]);
          }
          if (sum == 0) {
            throw new IllegalStateException(name + " did nothing");
          }
          return watch.stop(records);
        });
  }

  private static long decode(RecordDecoder decoder, byte[] value) {
    return ((Valid) decoder.decode(value, KAFKA_TIME_MILLIS)).values().length;
  }

  private static byte[][] encoded(Object[][] rows, WireEncoder encoder) {
    byte[][] values = new byte[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      values[i] = encoder.encode(rows[i]);
    }
    return values;
  }

  private static long mean(byte[][] values) {
    long sum = 0;
    for (byte[] value : values) {
      sum += value.length;
    }
    return sum / values.length;
  }
}
