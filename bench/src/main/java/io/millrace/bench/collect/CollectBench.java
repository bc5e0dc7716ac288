package io.millrace.bench.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.bench.ActivityRows;
import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.bench.publish.LocalBroker;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.collect.Collector;
import io.millrace.ingest.collect.CollectorPlace;
import io.millrace.ingest.collect.CollectorSettings;
import io.millrace.ingest.collect.OutletState;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.WireEncoder;
import io.undertow.Undertow;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the collector takes records, acknowledged by a broker beside. */
@Command(
    name = "collect",
    description =
        "Posts activity records to a collector over kept connections and waits for each answer, 202,"
            + " beside a handler of the same server that reads the body and answers at once.")
public final class CollectBench extends Benchmark {
  private static final int BATCH = 100;
  private static final int BODIES = 100;
  private static final int SINGLE_PER_SECOND = 1_000;
  private static final int SINGLE_CLIENTS = 50;

  @Option(names = "--clients", defaultValue = "16", description = "Connections with batches.")
  private int clients;

  @Option(names = "--requests", defaultValue = "250", description = "Of each of them, in a round.")
  private int requests;

  @Option(names = "--seconds", defaultValue = "60", description = "How long single records come.")
  private int seconds;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    Feed activity = feed("activity");
    List<byte[]> records = records(activity);
    Path spool = Files.createTempDirectory("millrace-bench-spool-");
    Undertow plain =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setHandler(
                exchange ->
                    exchange
                        .getRequestReceiver()
                        .receiveFullBytes((e, body) -> e.setStatusCode(202).endExchange()))
            .build();
    plain.start();
    int plainPort = ((InetSocketAddress) plain.getListenerInfo().get(0).getAddress()).getPort();
    try (LocalBroker broker = LocalBroker.start();
        Collector collector =
            Collector.start(
                CollectorSettings.DEFAULT,
                new CollectorPlace(broker.brokers(), 0, spool),
                FeedCatalog.of(List.of(activity)),
                Salt.parse("bench", "00".repeat(32)),
                Geography.NONE,
                Clock.systemUTC(),
                out::println)) {
      while (!collector.outlets().stream().allMatch(OutletState::acknowledging)) {
        LockSupport.parkNanos(50_000_000);
      }
      String path = "/v1/activity";
      List<byte[]> batches = batches(records);
      HttpLoad base = new HttpLoad(plainPort, path, "application/x-ndjson", batches);
      HttpLoad load = new HttpLoad(collector.port(), path, "application/x-ndjson", batches);
      rounds()
          .compare(
              out,
              "batches of " + BATCH + ", " + clients + " connections",
              new Workload("read and answered, kept nowhere", () -> send(base, broker)),
              new Workload("collected, acknowledged by the broker", () -> send(load, broker)));
      HttpLoad single = new HttpLoad(collector.port(), path, "application/json", records);
      latencies(out, single);
    } finally {
      plain.stop();
    }
  }

  private Timed send(HttpLoad load, LocalBroker broker) throws Exception {
    Timed.Watch watch = Timed.startWith(broker.process());
    load.send(clients, requests, 0);
    return watch.stop((long) clients * requests * BATCH);
  }

  private void latencies(PrintWriter out, HttpLoad single) throws Exception {
    long between = 1_000_000_000L * SINGLE_CLIENTS / SINGLE_PER_SECOND;
    int each = seconds * SINGLE_PER_SECOND / SINGLE_CLIENTS;
    single.send(SINGLE_CLIENTS, Math.max(1, each / 6), between);
    long[] took = single.send(SINGLE_CLIENTS, each, between);
    out.printf(
        Locale.ROOT,
        "%nsingle records at %,d/s for %d s, ms from when each was due: p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f%n",
        SINGLE_PER_SECOND,
        seconds,
        millis(took, 0.5),
        millis(took, 0.99),
        millis(took, 0.999),
        millis(took, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    int at = (int) Math.ceil(sorted.length * quantile) - 1;
    return sorted[Math.max(0, at)] / 1e6;
  }

  private static List<byte[]> records(Feed activity) {
    WireEncoder encoder = WireEncoder.of(activity);
    List<byte[]> records = new ArrayList<>();
    for (Object[] row : ActivityRows.of(activity, BATCH * BODIES)) {
      records.add(encoder.encode(row));
    }
    return records;
  }

  private static List<byte[]> batches(List<byte[]> records) {
    List<byte[]> batches = new ArrayList<>();
    for (int from = 0; from < records.size(); from += BATCH) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (byte[] record : records.subList(from, from + BATCH)) {
        body.writeBytes(record);
        body.writeBytes("\n".getBytes(UTF_8));
      }
      batches.add(body.toByteArray());
    }
    return batches;
  }
}
