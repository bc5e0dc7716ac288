package io.millrace.cli.collect;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.collect.Collector;
import io.millrace.ingest.collect.CollectorPlace;
import io.millrace.ingest.collect.CollectorSettings;
import io.millrace.ingest.collect.OutletState;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.Salt;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Runs a collector until the process is ended. */
public final class Collecting {

  /** The collector's port at offset 0. */
  public static final int STANDARD_PORT = 8095;

  private static final int GREATEST_PORT = 65_535;

  private final Console console;
  private final Clock clock;

  public Collecting(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /** Does not return: the process ends with code 0 once it was told to end and has drained. */
  public void run(
      CollectorSettings settings,
      CollectorPlace place,
      FeedCatalog feeds,
      Path saltFile,
      Geography geography)
      throws Exception {
    if (place.port() < 1 || place.port() > GREATEST_PORT) {
      throw new CommandFailure(
          ExitStatus.USAGE, "The port is %d; legal: 1 to 65535.".formatted(place.port()));
    }
    warn(settings);
    Collector collector =
        Collector.start(
            settings, place, feeds, Salt.readOrCreate(saltFile), geography, clock, console::say);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(collector)));
    console.say(
        "Collecting on http://%s:%d/v1/<feed> for %s. End it with Ctrl-C."
            .formatted(
                settings.listen(),
                collector.port(),
                String.join(", ", collector.outlets().stream().map(OutletState::feed).toList())));
    new CountDownLatch(1).await();
  }

  private void warn(CollectorSettings settings) {
    if (!settings.listensOnLoopback()) {
      console.say(
          "Warning: it listens on %s, where other machines reach it, without encryption%s. Put a proxy with TLS before it."
              .formatted(
                  settings.listen(),
                  settings.access().apiKeys().isEmpty() ? " and without API keys" : ""));
    }
  }

  /** In the process' last moments. */
  private void end(Collector collector) {
    console.say("\nEnding: requests under way are finished, new ones get 503.");
    collector.close();
    long left = collector.outlets().stream().mapToLong(OutletState::spooled).sum();
    console.say(
        left == 0
            ? "Ended; everything that was accepted is on its topic."
            : "Ended; %d records wait in the spool for the next start.".formatted(left));
    // By itself the JVM would end with the signal's number, as if it had failed.
    Runtime.getRuntime().halt(ExitStatus.OK.code());
  }
}
