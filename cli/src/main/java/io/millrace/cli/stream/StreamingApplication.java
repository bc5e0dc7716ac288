package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.streaming.YarnSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** How a streaming application is submitted. */
final class StreamingApplication {

  private static final String MAIN_CLASS = "io.millrace.streaming.LandingApp";
  private static final List<String> JARS = List.of("model", "streaming");
  private static final long MIB = 1L << 20;

  private StreamingApplication() {}

  /**
   * Puts the jars into HDFS, where whoever starts the application again finds them. A folder's name
   * is its content's, so what runs keeps the jars that it was started with.
   *
   * @return the jars, the application's own last
   */
  static List<String> upload(Checkout checkout, Hdfs hdfs) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String module : JARS) {
      contents.add(Files.readAllBytes(checkout.jar(module)));
    }
    String folder = "%s/apps/streaming/%s".formatted(hdfs.root(), digest(contents));
    List<String> jars = new ArrayList<>();
    for (String module : JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, folder + "/" + jar.getFileName());
      jars.add(folder + "/" + jar.getFileName());
    }
    return jars;
  }

  /**
   * The arguments of spark-submit.
   *
   * @param jars in HDFS, the application's own last
   * @param rules of fraud, in HDFS; empty when it evaluates no payments
   */
  static List<String> submission(
      ClusterSettings settings,
      Hdfs hdfs,
      StreamConf conf,
      Scope scope,
      List<String> jars,
      Optional<String> rules) {
    YarnSettings yarn = conf.settings().yarn();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--master",
                "yarn",
                "--deploy-mode",
                "cluster",
                "--queue",
                yarn.queue(),
                "--name",
                scope.name(),
                "--class",
                MAIN_CLASS,
                "--driver-memory",
                mebibytes(yarn.driverMemory()),
                "--driver-cores",
                "1",
                "--num-executors",
                Integer.toString(yarn.executors()),
                "--executor-cores",
                Integer.toString(yarn.executorCores()),
                "--executor-memory",
                mebibytes(yarn.executorMemory())));
    conf(arguments, "spark.driver.memoryOverhead", mebibytes(yarn.driverOverhead()));
    conf(arguments, "spark.executor.memoryOverhead", mebibytes(yarn.executorOverhead()));
    conf(arguments, "spark.yarn.tags", String.join(",", Scope.TAG, scope.name()));
    conf(arguments, "spark.yarn.submit.waitAppCompletion", "false");
    conf(arguments, "spark.yarn.maxAppAttempts", Integer.toString(yarn.attempts()));
    conf(
        arguments,
        "spark.yarn.am.attemptFailuresValidityInterval",
        yarn.attemptsWithin().toMillis() + "ms");
    conf(arguments, "spark.dynamicAllocation.enabled", "false");
    conf(arguments, "spark.scheduler.mode", "FAIR");
    arguments.add("--jars");
    arguments.add(String.join(",", jars.subList(0, jars.size() - 1)));
    arguments.add(jars.get(jars.size() - 1));
    arguments.addAll(
        List.of(
            "--feeds",
            FeedPaths.under(hdfs.root()).folder(),
            "--brokers",
            settings.brokers(),
            "--root",
            hdfs.root()));
    scope.feed().ifPresent(feed -> arguments.addAll(List.of("--feed", feed)));
    rules.ifPresent(file -> arguments.addAll(List.of("--fraud-rules", file)));
    arguments.addAll(conf.arguments());
    return arguments;
  }

  /** A name for what has that content. */
  static String digest(List<byte[]> contents) {
    MessageDigest digest = sha256();
    contents.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void conf(List<String> arguments, String name, String value) {
    arguments.add("--conf");
    arguments.add(name + "=" + value);
  }

  private static String mebibytes(long bytes) {
    return bytes / MIB + "m";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
