package io.millrace.acceptance.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.Millrace;
import io.millrace.model.streaming.StreamingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the moment when a window can close to its final value on live-metrics. */
@Command(
    name = "live",
    description = {
      "How long after a window can close its final value is on the topic live-metrics.",
      "Generated activity and payments at even rates, read by the application on YARN with default"
          + " settings. A window can close when the slowest partition of its topic has a record as"
          + " late as the window's end and the lateness that windows wait for; both that and the"
          + " final value's append are times of the broker.",
      "What must hold: p50 at most 2.5 s, of each feed."
    },
    mixinStandardHelpOptions = true)
final class Live implements Callable<Integer> {

  private static final long MOST_P50_MILLIS = 2_500;
  private static final Duration SETTLING = Duration.ofMinutes(3);
  private static final Duration LAST_WINDOWS = Duration.ofSeconds(10);

  /** A final value. */
  private record Final(String feed, long windowEndMillis, long appendedMillis) {}

  @Mixin private Measured cluster;

  @Option(
      names = "--activity-rate",
      defaultValue = "1000",
      description = "Records a second. Default: ${DEFAULT-VALUE}.")
  private int activityRate;

  @Option(
      names = "--transactions-rate",
      defaultValue = "200",
      description = "Records a second. Default: ${DEFAULT-VALUE}.")
  private int transactionsRate;

  @Option(
      names = "--duration",
      defaultValue = "PT5M",
      description = "How long, after three minutes to warm up. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Final> finals = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Map<String, Integer> rates = new TreeMap<>();
    rates.put("activity", activityRate);
    rates.put("transactions", transactionsRate);
    System.out.printf("records a second: %s for %s, %s%n", rates, duration, Measured.load());
    return cluster.measure(() -> measure(rates));
  }

  private int measure(Map<String, Integer> rates) throws InterruptedException {
    Duration whole = SETTLING.plus(duration);
    Map<String, EventTimes> events = new TreeMap<>();
    TopicTail metrics = new TopicTail(cluster.brokers(), "live-metrics", this::take);
    try {
      rates.keySet().forEach(feed -> events.put(feed, new EventTimes(cluster.brokers(), feed)));
      Instant counted = Instant.now().plus(SETTLING);
      List<Millrace.Running> generators =
          rates.entrySet().stream()
              .map(
                  rate ->
                      cluster
                          .millrace()
                          .start(
                              "generate",
                              rate.getKey(),
                              "--rate",
                              Integer.toString(rate.getValue()),
                              "--duration",
                              whole.toString()))
              .toList();
      generators.forEach(generator -> generator.await(whole.plusMinutes(2)));
      TimeUnit.MILLISECONDS.sleep(LAST_WINDOWS.toMillis());
      boolean good = true;
      for (Map.Entry<String, EventTimes> feed : events.entrySet()) {
        good &= judge(feed.getKey(), feed.getValue(), counted.toEpochMilli());
      }
      System.out.printf("At the end: %s%n", Measured.load());
      System.out.println(good ? "It holds." : "IT DOES NOT HOLD.");
      return good ? 0 : 1;
    } finally {
      events.values().forEach(EventTimes::close);
      metrics.close();
    }
  }

  private boolean judge(String feed, EventTimes events, long countedMillis) {
    long lateness = StreamingSettings.of(Map.of()).live().lateness().toMillis();
    List<Long> waits = new ArrayList<>();
    for (Final one : List.copyOf(finals)) {
      OptionalLong closable = events.reached(one.windowEndMillis() + lateness);
      if (one.feed().equals(feed)
          && closable.isPresent()
          && closable.getAsLong() >= countedMillis) {
        waits.add(one.appendedMillis() - closable.getAsLong());
      }
    }
    Figures wait = Figures.of(waits);
    System.out.printf(
        "%s: %,d final values, ms from when a window could close: p50 %,d, p90 %,d, p99 %,d, most"
            + " %,d%n",
        feed, waits.size(), wait.median(), wait.quantile(0.9), wait.quantile(0.99), wait.most());
    return !waits.isEmpty() && wait.median() <= MOST_P50_MILLIS;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      JsonNode value = mapper.readTree(record.value());
      // health is told by what has landed, not by the topic alone
      if (value.get("final").asBoolean() && !value.get("view").asText().equals("feed_health")) {
        finals.add(
            new Final(
                value.get("feed").asText(),
                Instant.parse(value.get("window_end").asText()).toEpochMilli(),
                record.timestamp()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
