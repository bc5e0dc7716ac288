package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.run.RunTarget;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What every command that sends a run asks for: its brokers and where its end is recorded. */
final class RunOptions {

  private static final String HDFS = "hdfs";
  private static final String NONE = "none";
  private static final Pattern BROKER = Pattern.compile("[^\\s,]+:[0-9]{1,5}");

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT",
      description =
          "Send to these brokers, comma-separated, instead of the running cluster's; needs --run-log.")
  private String brokers;

  @Option(
      names = "--run-log",
      paramLabel = "WHERE",
      description = {
        "Where the run's end is recorded: hdfs (the running cluster's, where landing reads it; the"
            + " default without --brokers), a FILE that gets a line of JSON, or none."
      })
  private String runLog;

  /** Whether the run's end is recorded where landing reads it. */
  boolean isForLanding() {
    return runLog == null || runLog.equals(HDFS);
  }

  /**
   * Where the run goes.
   *
   * @throws CommandFailure if the options leave it open, or a service that it takes does not run
   */
  RunTarget open(Invocation invocation) throws IOException {
    requireBrokers();
    if (brokers != null && runLog == null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "With --brokers alone nobody would know where the run ends: add --run-log hdfs (the running cluster's HDFS, for landing), --run-log FILE or --run-log none.");
    }
    if (isForLanding()) {
      ClusterSettings settings =
          brokers == null
              ? invocation.running(Service.NAMENODE, Service.DATANODE, Service.KAFKA)
              : invocation.running(Service.NAMENODE, Service.DATANODE);
      return RunTarget.recordedIn(
          Hdfs.open(settings), brokers == null ? settings.brokers() : brokers);
    }
    String to = brokers == null ? invocation.running(Service.KAFKA).brokers() : brokers;
    if (runLog.equals(NONE)) {
      return RunTarget.notRecorded(to);
    }
    Path file = Path.of(runLog).toAbsolutePath();
    if (Files.isDirectory(file) || !Files.isDirectory(file.getParent())) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--run-log is %s; legal: hdfs, none, or a file in a folder that exists."
              .formatted(runLog));
    }
    return RunTarget.recordedIn(file, to);
  }

  /**
   * The brokers for records that are of no run.
   *
   * @throws CommandFailure if the options ask for a run's record, or no broker runs
   */
  String liveBrokers(Invocation invocation) {
    if (runLog != null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--run-log is for runs: live records have no end that could be recorded.");
    }
    requireBrokers();
    return brokers == null ? invocation.running(Service.KAFKA).brokers() : brokers;
  }

  private void requireBrokers() {
    if (brokers != null
        && !Arrays.stream(brokers.split(",", -1)).allMatch(b -> BROKER.matcher(b).matches())) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--brokers is %s; legal: host:port[,host:port…].".formatted(brokers));
    }
  }

  /**
   * Makes sure that neither brokers nor a record of the run are asked for.
   *
   * @throws CommandFailure if one is
   */
  void requireNone() {
    if (brokers != null || runLog != null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--brokers and --run-log are for a topic: leave them out with --output.");
    }
  }
}
