package io.millrace.acceptance.measure;

import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.LeaveUp;
import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cluster that is measured: a real one, with the streaming application on YARN. */
final class Measured {

  @Option(
      names = "--home",
      description =
          "State folder of the cluster, used as it is. Default: acceptance/target/measure/home,"
              + " emptied first, since what another measurement left would be worked off in this"
              + " one.")
  private Path home;

  @Option(
      names = "--port-offset",
      defaultValue = "13000",
      description = "Added to the ports of all daemons. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private LeaveUp leaveUp;

  private Millrace millrace;

  /** What is measured while the cluster is up and lands its feeds. */
  interface Measurement {
    int take() throws IOException, InterruptedException, SQLException;
  }

  /** Takes a measurement on this cluster; the exit code is the measurement's. */
  int measure(Measurement measurement) throws IOException, InterruptedException, SQLException {
    begin();
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (end) {
      up();
      return measurement.take();
    }
  }

  /** The same with no streaming application unless the measurement starts it. */
  int measureWithoutStream(Measurement measurement)
      throws IOException, InterruptedException, SQLException {
    begin();
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (end) {
      run("up");
      return measurement.take();
    }
  }

  /** Brings the cluster up and has the feeds landed, unless both is so already. */
  private void up() {
    run("up");
    // 5: it runs already
    Outcome start = millrace.run("stream", "start");
    if (start.exitCode() != 0 && start.exitCode() != 5) {
      throw new IllegalStateException(start.toString());
    }
  }

  private void begin() {
    millrace =
        home == null
            ? Millrace.fresh(Checkout.target().resolve("measure/home"), portOffset)
            : new Millrace(home, portOffset);
  }

  Millrace millrace() {
    return millrace;
  }

  String brokers() {
    return "127.0.0.1:" + millrace.port(9092);
  }

  Connection hive() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:hive2://127.0.0.1:" + millrace.port(10000) + "/default",
        System.getProperty("user.name"),
        "");
  }

  void run(String... arguments) {
    Outcome outcome = millrace.run(arguments);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** How busy the machine is: the figures depend on it. */
  static String load() {
    return "load average %.1f, %d cores"
        .formatted(
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage(),
            Runtime.getRuntime().availableProcessors())
        .toLowerCase(Locale.ROOT);
  }
}
