package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** The Oozie coordinator that starts streaming applications again. */
public final class StreamGuard {

  private static final String NAME = "stream-guard";
  private static final List<String> JARS = List.of("model", "streaming");
  private static final int MOST = 50;
  private static final int LOOKS = 5;
  private static final String ALIVE =
      "name=%s;status=PREP;status=RUNNING;status=RUNNINGWITHERROR;status=SUSPENDED;status=SUSPENDEDWITHERROR;status=PAUSED;status=PAUSEDWITHERROR"
          .formatted(NAME);

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Clock clock;
  private final OozieClient oozie;

  public StreamGuard(ClusterSettings settings, Checkout checkout, Hdfs hdfs, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.clock = clock;
    this.oozie = new OozieClient(settings.oozieUrl());
  }

  /**
   * Deploys the guard and starts it, in place of one that is on.
   *
   * @param everyMinutes how often it looks
   * @return its id
   */
  public String turnOn(int everyMinutes) throws IOException {
    Path folder = checkout.coordinators().resolve(NAME);
    String application = hdfs.root() + "/apps/coordinators/" + NAME;
    for (String module : JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, application + "/lib/" + jar.getFileName());
    }
    hdfs.uploadFolder(folder, application);
    turnOff();
    Properties properties = new Properties();
    try (InputStream defaults = Files.newInputStream(folder.resolve("job.properties"))) {
      properties.load(defaults);
    }
    properties.setProperty("nameNode", settings.hdfsUri());
    properties.setProperty(
        "resourceManager", ClusterSettings.HOST + ":" + settings.port(Port.RESOURCEMANAGER_CLIENT));
    properties.setProperty("root", hdfs.root());
    properties.setProperty("folder", application);
    properties.setProperty(OozieClient.COORDINATOR_APP_PATH, application);
    properties.setProperty(OozieClient.USER_NAME, settings.user());
    properties.setProperty("every", Integer.toString(everyMinutes));
    properties.setProperty(
        "start", clock.instant().truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"));
    try {
      return oozie.run(properties);
    } catch (OozieClientException e) {
      throw refused(e);
    }
  }

  /**
   * Ends the guard. What it has started runs on.
   *
   * @return the ids of those that were on
   */
  public List<String> turnOff() {
    List<String> ended = new ArrayList<>();
    try {
      for (CoordinatorJob job : oozie.getCoordJobsInfo(ALIVE, 1, MOST)) {
        oozie.kill(job.getId());
        ended.add(job.getId());
      }
    } catch (OozieClientException e) {
      throw refused(e);
    }
    return ended;
  }

  /** What the guard is and what it did last, in lines; empty if it is off. */
  public Optional<List<String>> lines() {
    try {
      List<CoordinatorJob> alive = oozie.getCoordJobsInfo(ALIVE, 1, MOST);
      if (alive.isEmpty()) {
        return Optional.empty();
      }
      CoordinatorJob job = oozie.getCoordJobInfo(alive.get(0).getId(), "", 1, LOOKS, "desc");
      List<String> lines = new ArrayList<>();
      lines.add(
          "The guard is on: %s, %s, looks every %s min"
              .formatted(
                  job.getId(),
                  job.getStatus().name().toLowerCase(Locale.ROOT),
                  job.getFrequency()));
      for (CoordinatorAction look : job.getActions()) {
        lines.add(
            "  %s  %s  %s"
                .formatted(
                    look.getNominalTime().toInstant(),
                    look.getStatus().name().toLowerCase(Locale.ROOT),
                    look.getExternalId() == null ? "" : look.getExternalId()));
      }
      return Optional.of(lines);
    } catch (OozieClientException e) {
      throw refused(e);
    }
  }

  private CommandFailure refused(OozieClientException e) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "Oozie at %s refused: %s. More in: millrace logs oozie"
            .formatted(settings.oozieUrl(), e.getMessage()),
        e);
  }
}
