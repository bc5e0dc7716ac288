package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.Cluster;
import io.millrace.cluster.ClusterException;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.ProgressListener;
import io.millrace.cluster.Service;
import io.millrace.cluster.ServiceStatus;
import io.millrace.cluster.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one call of {@code millrace} gets from outside.
 *
 * @param checkout the project's folder
 * @param environment the environment variables
 * @param clock the time
 * @param console where words go
 */
public record Invocation(
    Path checkout, Map<String, String> environment, Clock clock, Console console) {

  /**
   * The cluster's settings.
   *
   * @throws ClusterException if the environment asks for something illegal
   */
  public ClusterSettings settings() {
    return ClusterSettings.fromEnvironment(checkout, environment);
  }

  /** The cluster, which tells this console what it does. */
  public Cluster cluster() {
    return cluster(new SpokenProgress(console));
  }

  public Cluster cluster(ProgressListener listener) {
    return new Cluster(settings(), listener, clock);
  }

  public Tools tools() {
    return new Tools(settings());
  }

  /**
   * The settings of a cluster in which those services run; others may be down.
   *
   * @throws CommandFailure naming what is not running
   */
  public ClusterSettings running(Service... needed) {
    Set<String> ids = Arrays.stream(needed).map(Service::id).collect(Collectors.toSet());
    List<ServiceStatus> all = cluster(ProgressListener.SILENT).status();
    List<ServiceStatus> missing =
        all.stream()
            .filter(s -> ids.contains(s.service()) && s.state() != ServiceStatus.State.RUNNING)
            .toList();
    if (missing.isEmpty()) {
      return withItsPorts(settings());
    }
    boolean nothingRuns = all.stream().allMatch(s -> s.state() == ServiceStatus.State.STOPPED);
    String named =
        missing.stream()
            .map(s -> s.service() + " " + s.state().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new CommandFailure(
        ExitStatus.NOT_RUNNING,
        nothingRuns
            ? "The cluster in %s is not up. Start it with: millrace up".formatted(settings().home())
            : "The cluster in %s lacks what this needs (%s). Start it with: millrace up"
                .formatted(settings().home(), named));
  }

  /** The settings of the cluster if all of those services run, for what can do without them. */
  public Optional<ClusterSettings> ifRunning(Service... wanted) {
    Set<String> ids = Arrays.stream(wanted).map(Service::id).collect(Collectors.toSet());
    boolean all =
        cluster(ProgressListener.SILENT).status().stream()
            .filter(s -> ids.contains(s.service()))
            .allMatch(s -> s.state() == ServiceStatus.State.RUNNING);
    return all ? Optional.of(withItsPorts(settings())) : Optional.empty();
  }

  /** A cluster runs with the ports that its site files name, whatever the environment says now. */
  private static ClusterSettings withItsPorts(ClusterSettings settings) {
    Path site = settings.hadoopConf().resolve("core-site.xml");
    try {
      if (Files.exists(site) && !Files.readString(site).contains(settings.hdfsUri())) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "The cluster in %s does not run with MILLRACE_PORT_OFFSET %d (see %s): set it as it was when the cluster was started."
                .formatted(settings.home(), settings.portOffset(), site));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }
}
