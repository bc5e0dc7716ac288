package io.millrace.acceptance.measure;

import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.Millrace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of bench/spark that copies a topic, with driver and executor in one process. */
final class SparkPassThrough implements AutoCloseable {

  private static final String MAIN = "io.millrace.bench.spark.PassThrough";
  private static final int END_SECONDS = 30;

  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param offsets to begin at, as Spark's source takes them
   * @param maxOffsets records of a batch
   * @param triggerMillis between two batches
   */
  SparkPassThrough(
      Millrace millrace,
      String topic,
      String offsets,
      String copies,
      long maxOffsets,
      long triggerMillis)
      throws IOException {
    Path folder = Files.createDirectories(Checkout.target().resolve("measure/pass-through"));
    Path scratch = Files.createTempDirectory(folder, "run-");
    this.log = folder.resolve("pass-through.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(sparkOptions());
    command.addAll(
        List.of(
            "-Duser.timezone=UTC",
            "-Djava.io.tmpdir=" + scratch,
            // what driver and executor of the streaming application have together
            "-Xmx1920m",
            "-XX:+UseSerialGC",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=1",
            "-Dlog4j2.configurationFile=file:"
                + millrace.home().resolve("conf/spark/log4j2.properties"),
            "-cp",
            classPath(),
            MAIN,
            "127.0.0.1:" + millrace.port(9092),
            topic,
            offsets,
            copies,
            scratch.resolve("checkpoint").toUri().toString(),
            Long.toString(maxOffsets),
            Long.toString(triggerMillis)));
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** For people, when it does not copy. */
  String words() {
    return "the pass-through %s; its log is %s"
        .formatted(process.isAlive() ? "runs" : "has ended with " + process.exitValue(), log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String classPath() {
    return Stream.of(
            "bench/spark/target/millrace-bench-spark.jar", "cluster/runtimes/spark/target/lib/*")
        .map(path -> Checkout.root() + "/" + path)
        .collect(Collectors.joining(":"));
  }

  /** What Spark asks of a JVM, as the build has it. */
  private static List<String> sparkOptions() throws IOException {
    try (InputStream in = SparkPassThrough.class.getResourceAsStream("/faults/spark.options")) {
      String options = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.asList(options.strip().split("\\s+", -1));
    }
  }
}
