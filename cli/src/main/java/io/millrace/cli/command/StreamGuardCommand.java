package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamGuard;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace stream guard}. */
@Command(
    name = "guard",
    description = {
      "Turns the guard on or off, or shows it.",
      "The guard is an Oozie coordinator. It starts each streaming application again that was"
          + " started by stream start, was not stopped by stream stop, and that YARN has no more."
          + " status ends with 6 when it is off."
    },
    footer = {"  millrace stream guard on", "  millrace stream guard status"})
final class StreamGuardCommand extends HelpedCommand {

  private static final int MOST_MINUTES = 1440;

  /** What to do with it. */
  enum What {
    ON,
    OFF,
    STATUS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "on|off|status", description = "What to do: ${COMPLETION-CANDIDATES}.")
  private What what;

  @Option(
      names = "--every",
      paramLabel = "MINUTES",
      defaultValue = "5",
      description = "With on: the minutes between two looks (${DEFAULT-VALUE}).")
  private int every;

  StreamGuardCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (every < 1 || every > MOST_MINUTES) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--every is %d; legal: 1 to %d minutes.".formatted(every, MOST_MINUTES));
    }
    ClusterSettings settings =
        invocation()
            .running(Service.NAMENODE, Service.DATANODE, Service.RESOURCEMANAGER, Service.OOZIE);
    try (Hdfs hdfs = Hdfs.open(settings)) {
      StreamGuard guard =
          new StreamGuard(
              settings, new Checkout(invocation().checkout()), hdfs, invocation().clock());
      return switch (what) {
        case ON -> turnOn(guard);
        case OFF -> turnOff(guard);
        case STATUS -> show(guard);
      };
    }
  }

  private ExitStatus turnOn(StreamGuard guard) throws Exception {
    console().say("The guard is on: %s, looks every %d min".formatted(guard.turnOn(every), every));
    return ExitStatus.OK;
  }

  private ExitStatus turnOff(StreamGuard guard) {
    List<String> ended = guard.turnOff();
    console()
        .say(
            ended.isEmpty()
                ? "The guard was off."
                : "The guard is off; ended: " + String.join(", ", ended));
    return ExitStatus.OK;
  }

  private ExitStatus show(StreamGuard guard) {
    Optional<List<String>> lines = guard.lines();
    lines
        .orElse(List.of("The guard is off. Turn it on with: millrace stream guard on"))
        .forEach(console()::print);
    return lines.isPresent() ? ExitStatus.OK : ExitStatus.NOT_RUNNING;
  }
}
