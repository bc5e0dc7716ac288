package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.simulate.Simulate;
import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.simulate.SimulationSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace simulate}. */
@Command(
    name = "simulate",
    description = {
      "Simulates what a warehouse is fed by.",
      "Everything but the people is real: sites that answer over HTTP, and visitors who browse"
          + " them."
    },
    footer = {"  millrace simulate sites", "  millrace simulate sites --duration PT5M"})
final class SimulateCommand extends HelpedCommand {

  private SimulateCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new SimulateCommand(invocation)).addSubcommand(new Sites(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE, "simulate needs to know what: sites. See: millrace simulate --help");
  }

  /** {@code millrace simulate sites}. */
  @Command(
      name = "sites",
      description = {
        "Web shops with visitors, whose tags post to the collector.",
        "Each shop is an HTTP application of its own on loopback, with the same number of visitors"
            + " at any moment: one who leaves is replaced at once. How they behave stands in"
            + " conf/sites.yaml. Needs the collector: millrace collect."
      },
      footer = {
        "  millrace simulate sites",
        "  millrace simulate sites --sites 3 --users 10 --duration PT5M",
        "  millrace simulate sites --users 50 --speed 10 --collector http://127.0.0.1:8095"
      })
  static final class Sites extends HelpedCommand {
    private static final int FIRST_PORT = 8101;
    private static final int COLLECTOR_PORT = 8095;

    @Option(
        names = "--sites",
        paramLabel = "N",
        defaultValue = "3",
        description = "How many shops (${DEFAULT-VALUE}).")
    private int sites;

    @Option(
        names = "--users",
        paramLabel = "N",
        defaultValue = "10",
        description = "Visitors on each of them at any moment (${DEFAULT-VALUE}).")
    private int users;

    @Option(
        names = "--collector",
        paramLabel = "URL",
        description = "The collector (http://127.0.0.1:8095, the port shifted with the cluster's).")
    private URI collector;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "42",
        description = "Decides who visits and what they want (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--duration",
        paramLabel = "DURATION",
        description = "End after that time, such as PT5M (until Ctrl-C).")
    private Duration duration;

    @Option(
        names = "--speed",
        paramLabel = "FACTOR",
        defaultValue = "1",
        description = "Visitors and sites are that many times faster (${DEFAULT-VALUE}).")
    private double speed;

    Sites(Invocation invocation) {
      super(invocation);
    }

    @Override
    ExitStatus execute() throws Exception {
      Behaviour behaviour = Behaviour.load(new Checkout(invocation().checkout()).sites());
      int offset = invocation().settings().portOffset();
      URI standard = URI.create("http://127.0.0.1:" + (COLLECTOR_PORT + offset));
      SimulationSettings settings =
          new SimulationSettings(
              sites,
              users,
              collector == null ? standard : withoutSlash(collector),
              seed,
              Optional.ofNullable(duration),
              speed,
              FIRST_PORT + offset);
      return new Simulate(behaviour, settings, console(), invocation().clock()).run();
    }

    private static URI withoutSlash(URI uri) {
      return URI.create(uri.toString().replaceAll("/+$", ""));
    }
  }
}
