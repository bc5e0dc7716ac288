package io.millrace.bench.landing;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.ToolCommand;
import io.millrace.cluster.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the contenders are started: the project's own Spark, site files and JVM settings of
 * executors, driver and executor in one process with two cores.
 */
final class SparkApplications {
  /** The packages that Spark's own launcher opens on Java 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private final ClusterSettings settings;
  private final List<String> jvm;
  private final Path jar;

  /**
   * Applications of that cluster.
   *
   * @param jvm options of the Java program, such as the collector and the heap
   */
  SparkApplications(ClusterSettings settings, List<String> jvm) {
    this.settings = settings;
    this.jvm = jvm;
    this.jar = settings.checkout().resolve("bench/spark/target/millrace-bench-spark.jar");
  }

  /** Millrace's landing of all feeds that are declared in that folder. */
  ToolCommand landing(String feeds, String root, long records, int tasks) {
    Path model = settings.checkout().resolve("model/target/millrace-model.jar");
    Path streaming = settings.checkout().resolve("streaming/target/millrace-streaming.jar");
    return submission(
        "io.millrace.streaming.LandingApp",
        Stream.of(model, jar),
        streaming,
        List.of(
            "--feeds",
            feeds,
            "--brokers",
            settings.brokers(),
            "--root",
            root,
            "--trigger",
            "PT1S",
            "--first-offsets",
            Long.toString(records),
            "--max-offsets",
            Long.toString(records),
            "--target-batch",
            "PT1H",
            "--live.views",
            "none",
            "--tasks",
            Integer.toString(tasks)));
  }

  /** The baseline. */
  ToolCommand plain(String topic, String fields, String root, long records, int tasks) {
    return submission(
        "io.millrace.bench.spark.PlainSink",
        Stream.of(),
        jar,
        List.of(
            settings.brokers(),
            topic,
            fields,
            root + "/data",
            root + "/checkpoint",
            Long.toString(records),
            Integer.toString(tasks)));
  }

  private ToolCommand submission(
      String mainClass, Stream<Path> jars, Path application, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(settings.javaBinary());
    command.addAll(
        List.of(
            "-Duser.timezone=UTC",
            "-Djava.net.preferIPv4Stack=true",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dlog4j2.configurationFile=file:"
                + settings.sparkConf().resolve("log4j2.properties")));
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(jvm);
    command.add("-cp");
    command.add(
        "%s:%s:%s/*"
            .formatted(settings.sparkConf(), settings.hadoopConf(), settings.runtimeLib("spark")));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(
        List.of("--master", "local[2]", "--deploy-mode", "client", "--class", mainClass));
    conf(
        command,
        Map.of(
            "spark.ui.enabled", "false",
            "spark.scheduler.mode", "FAIR",
            "spark.shuffle.service.enabled", "false",
            "spark.sql.streaming.streamingQueryListeners", "io.millrace.bench.spark.Marks"));
    String named = jars.map(Path::toString).collect(Collectors.joining(","));
    if (!named.isEmpty()) {
      command.addAll(List.of("--jars", named));
    }
    command.add(application.toString());
    command.addAll(arguments);
    return new ToolCommand(command, new Tools(settings).clientEnvironment())
        .with("SPARK_LOCAL_IP", ClusterSettings.HOST);
  }

  private static void conf(List<String> command, Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          command.add("--conf");
          command.add(key + "=" + value);
        });
  }
}
