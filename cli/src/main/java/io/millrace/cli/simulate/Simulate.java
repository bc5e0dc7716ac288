package io.millrace.cli.simulate;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.simulate.Simulation;
import io.millrace.ingest.site.simulate.SimulationReport;
import io.millrace.ingest.site.simulate.SimulationSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Simulates sites until it is told to stop, and tells how it goes. */
public final class Simulate {

  private static final Duration BETWEEN_LINES = Duration.ofMillis(500);
  private static final Duration LAST_POSTS = Duration.ofSeconds(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(20);
  private static final int CONNECT_MILLIS = 3_000;

  private final Behaviour behaviour;
  private final SimulationSettings settings;
  private final Console console;
  private final Clock clock;

  /**
   * Prepares it.
   *
   * @throws CommandFailure naming everything that is wrong with the settings
   */
  public Simulate(Behaviour behaviour, SimulationSettings settings, Console console, Clock clock) {
    List<String> problems = settings.problems(behaviour);
    if (!problems.isEmpty()) {
      throw new CommandFailure(ExitStatus.USAGE, String.join("\n  ", problems));
    }
    this.behaviour = behaviour;
    this.settings = settings;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs it for its duration, or until the process is told to end.
   *
   * @throws CommandFailure when nobody listens where tags would post to
   */
  public ExitStatus run() throws Exception {
    requireCollector();
    CountDownLatch stop = new CountDownLatch(1);
    return Interruptible.orderly(
        console,
        stop::countDown,
        LONGEST_END,
        "Not every tag has posted what it had.",
        () -> until(stop));
  }

  private ExitStatus until(CountDownLatch stop) throws Exception {
    try (Simulation simulation = Simulation.start(behaviour, settings, clock)) {
      introduce(simulation);
      boolean stopped = watch(simulation, stop);
      simulation.stop(LAST_POSTS);
      console.endProgress();
      SimulationWords.summary(simulation.report()).forEach(console::print);
      return stopped ? ExitStatus.INTERRUPTED : ExitStatus.OK;
    }
  }

  private void introduce(Simulation simulation) {
    for (Simulation.OpenSite site : simulation.sites()) {
      console.say(
          "%s: %s/, %d visitors".formatted(site.site().title(), site.origin(), settings.users()));
    }
    console.say("Their tags post to %s/v1/activity.".formatted(settings.collector()));
    console.say(
        settings.duration().isPresent()
            ? "Ends by itself after %s.".formatted(settings.duration().get())
            : "Ctrl-C ends it.");
  }

  /** True when it was told to stop before its end. */
  private boolean watch(Simulation simulation, CountDownLatch stop) throws InterruptedException {
    while (stop.getCount() > 0) {
      SimulationReport report = simulation.report();
      Duration wait = BETWEEN_LINES;
      if (settings.duration().isPresent()) {
        Duration left = settings.duration().get().minus(report.running());
        if (left.isNegative() || left.isZero()) {
          return false;
        }
        wait = left.compareTo(wait) < 0 ? left : wait;
      }
      simulation.await(wait);
      console.progress(SimulationWords.line(simulation.report()));
    }
    return true;
  }

  private void requireCollector() {
    URI collector = settings.collector();
    int standard = collector.getScheme().equals("https") ? 443 : 80;
    int port = collector.getPort() < 0 ? standard : collector.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(collector.getHost(), port), CONNECT_MILLIS);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "No collector listens at %s. Start it with: millrace collect, or name another by --collector."
              .formatted(collector),
          e);
    }
  }
}
