package io.millrace.ingest.collect;

import io.millrace.ingest.address.Geography;
import io.millrace.model.privacy.Salt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A collector as a process of its own, which can be killed. */
final class CollectorProcess {
  private CollectorProcess() {}

  /** Runs until it is killed; arguments: brokers, port, folder of the spool. */
  public static void main(String[] args) throws InterruptedException {
    Timeouts standard = CollectorSettings.DEFAULT.timeouts();
    Limits limits = CollectorSettings.DEFAULT.limits();
    CollectorSettings settings =
        CollectorSettings.DEFAULT
            .withTimeouts(
                new Timeouts(
                    standard.headers(),
                    standard.body(),
                    standard.idle(),
                    Duration.ofSeconds(1),
                    standard.drain()))
            .withLimits(
                new Limits(
                    limits.bodyBytes(),
                    limits.unpackedBytes(),
                    limits.recordBytes(),
                    limits.records(),
                    limits.connections(),
                    limits.requests(),
                    limits.requestsBytes(),
                    limits.spoolBytes(),
                    0,
                    1,
                    1));
    Collector.start(
        settings,
        new CollectorPlace(args[0], Integer.parseInt(args[1]), Path.of(args[2])),
        TestFeeds.CATALOG,
        Salt.parse("test", "00".repeat(32)),
        Geography.NONE,
        Clock.systemUTC(),
        sentence -> {});
    new CountDownLatch(1).await();
  }

  /** Starts a class of this class path as a process of its own. */
  static Process start(Class<?> main, Path log, String... args) throws java.io.IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
