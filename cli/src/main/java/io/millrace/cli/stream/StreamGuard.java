package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.ApplicationFolder;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;

/** The Oozie coordinator that starts streaming applications again. */
public final class StreamGuard {

  private static final String NAME = "stream-guard";
  private static final List<String> JARS = List.of("model", "streaming");
  private static final int MOST = 50;
  private static final int LOOKS = 5;

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Clock clock;
  private final OozieServer oozie;

  public StreamGuard(ClusterSettings settings, Checkout checkout, Hdfs hdfs, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.clock = clock;
    this.oozie = OozieServer.of(settings);
  }

  /**
   * Deploys the guard and starts it, in place of one that is on.
   *
   * @param everyMinutes how often it looks
   * @return its id
   */
  public String turnOn(int everyMinutes) throws IOException {
    ApplicationFolder guard = ApplicationFolder.require(checkout, Kind.COORDINATOR, NAME);
    for (String module : JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, guard.deployed(hdfs) + "/lib/" + jar.getFileName());
    }
    guard.upload(hdfs);
    turnOff();
    Map<String, String> set =
        Map.of(
            "folder",
            guard.deployed(hdfs),
            "every",
            Integer.toString(everyMinutes),
            "start",
            clock.instant().truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"));
    Properties properties = guard.properties(settings, hdfs, set);
    return oozie.ask(client -> client.run(properties));
  }

  /**
   * Ends the guard. What it has started runs on.
   *
   * @return the ids of those that were on
   */
  public List<String> turnOff() {
    List<String> ended = new ArrayList<>();
    for (CoordinatorJob job : alive()) {
      oozie.order(client -> client.kill(job.getId()));
      ended.add(job.getId());
    }
    return ended;
  }

  /** What the guard is and what it did last, in lines; empty if it is off. */
  public Optional<List<String>> lines() {
    List<CoordinatorJob> alive = alive();
    if (alive.isEmpty()) {
      return Optional.empty();
    }
    String id = alive.get(0).getId();
    CoordinatorJob job = oozie.ask(client -> client.getCoordJobInfo(id, "", 1, LOOKS, "desc"));
    List<String> lines = new ArrayList<>();
    lines.add(
        "The guard is on: %s, %s, looks every %s min"
            .formatted(
                job.getId(), job.getStatus().name().toLowerCase(Locale.ROOT), job.getFrequency()));
    for (CoordinatorAction look : job.getActions()) {
      lines.add(
          "  %s  %s  %s"
              .formatted(
                  look.getNominalTime().toInstant(),
                  look.getStatus().name().toLowerCase(Locale.ROOT),
                  look.getExternalId() == null ? "" : look.getExternalId()));
    }
    return Optional.of(lines);
  }

  private List<CoordinatorJob> alive() {
    return oozie.ask(client -> client.getCoordJobsInfo(OozieServer.alive(NAME), 1, MOST));
  }
}
