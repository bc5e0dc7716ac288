package io.millrace.acceptance.faults;

import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.Millrace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a driver's process is started: the product's landing classes, the cluster's own settings,
 * Spark's libraries, and around them the main class that can be told where to die.
 */
final class DriverLaunch {

  private static final String MAIN = "io.millrace.streaming.TrappedDriver";

  private final Millrace millrace;
  private final Path logs;
  private final Path scratch;
  private int started;

  /**
   * @param logs where the drivers' logs go
   */
  DriverLaunch(Millrace millrace, Path logs) {
    this.millrace = millrace;
    this.logs = logs;
    this.scratch = logs.resolve("scratch");
    try {
      Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next driver; what it logs goes to a file of its own. */
  synchronized ProcessBuilder next() {
    Path conf = millrace.home().resolve("conf");
    String hdfs = "hdfs://127.0.0.1:" + millrace.port(8020) + "/millrace";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(sparkOptions());
    command.addAll(
        List.of(
            "-Duser.timezone=UTC",
            // who is halted clears nothing away
            "-Djava.io.tmpdir=" + scratch,
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=file:" + conf.resolve("spark/log4j2.properties"),
            "-cp",
            classPath(conf),
            MAIN,
            conf.resolve("spark/spark-defaults.conf").toString(),
            "--feeds",
            hdfs + "/feeds",
            "--brokers",
            "127.0.0.1:" + millrace.port(9092),
            "--root",
            hdfs,
            "--feed",
            FaultCluster.FEED,
            "--trigger",
            "PT1S",
            // a driver lives for seconds here, and is to compact nevertheless
            "--compaction.settle",
            "PT3S",
            "--compaction.every",
            "PT3S"));
    Path log = logs.resolve("driver-%03d.log".formatted(++started));
    return new ProcessBuilder(command).redirectError(log.toFile());
  }

  private static String classPath(Path conf) {
    Path root = Checkout.root();
    return Stream.of(
            conf.resolve("spark"),
            conf.resolve("hadoop"),
            root.resolve("streaming/target/test-classes"),
            root.resolve("streaming/target/millrace-streaming.jar"),
            root.resolve("model/target/millrace-model.jar"),
            root.resolve("cluster/runtimes/spark/target/lib/*"))
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  /** What Spark asks of a JVM, as the build has it. */
  private static List<String> sparkOptions() {
    try (InputStream in = DriverLaunch.class.getResourceAsStream("/faults/spark.options")) {
      String options = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.asList(options.strip().split("\\s+", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
