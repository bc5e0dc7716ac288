package io.millrace.bench.landing;

import io.millrace.cluster.Captured;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.ToolCommand;
import io.millrace.cluster.Tools;
import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code kafka-consumer-perf-test} says of a topic: the records fetched and dropped. */
final class ConsumerPerformance {
  private ConsumerPerformance() {}

  static String of(ClusterSettings settings, Feed feed, long records)
      throws IOException, InterruptedException {
    ToolCommand command =
        new ToolCommand(
            List.of(
                settings.javaBinary(),
                // Those of kafka-run-class.sh.
                "-Xmx512m",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-cp",
                settings.runtimeLib("kafka") + "/*",
                "org.apache.kafka.tools.ConsumerPerformance",
                "--bootstrap-server",
                settings.brokers(),
                "--topic",
                feed.topic(),
                "--messages",
                Long.toString(records),
                "--hide-header"),
            new Tools(settings).clientEnvironment());
    Captured captured = command.capture();
    if (captured.exitCode() != 0) {
      throw new IOException("kafka-consumer-perf-test failed: " + captured.err().strip());
    }
    // start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec,
    // rebalance.time.ms,
    // fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec
    String[] figures =
        captured.out().strip().lines().reduce((a, b) -> b).orElse("").split(", ", -1);
    if (figures.length != 10) {
      throw new IOException("kafka-consumer-perf-test said: " + captured.out());
    }
    return String.format(
        Locale.ROOT,
        "%,.0f records/s in all, %,.0f records/s fetching",
        Double.parseDouble(figures[5]),
        Double.parseDouble(figures[9]));
  }
}
