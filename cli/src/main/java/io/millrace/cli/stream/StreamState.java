package io.millrace.cli.stream;

import io.millrace.cli.Console;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The streaming application and its feeds at one moment.
 *
 * @param application the application that has not ended, or empty
 * @param feeds how far each feed is
 */
public record StreamState(Optional<Application> application, List<FeedProgress> feeds) {

  public StreamState {
    feeds = List.copyOf(feeds);
  }

  /**
   * An application on YARN.
   *
   * @param attempt the number of its current attempt; each after the first follows a failure
   * @param containers how many it holds, the driver's included
   */
  record Application(
      String id, String state, String queue, int attempt, int containers, String trackingUrl) {

    static Application of(ApplicationReport report) {
      return new Application(
          report.getApplicationId().toString(),
          report.getYarnApplicationState().name().toLowerCase(Locale.ROOT),
          report.getQueue(),
          report.getCurrentApplicationAttemptId() == null
              ? 0
              : report.getCurrentApplicationAttemptId().getAttemptId(),
          Applications.containers(report),
          report.getTrackingUrl());
    }
  }

  /** Asks YARN, the commit logs and Kafka. */
  public static StreamState of(ClusterSettings settings, Hdfs hdfs, List<Feed> feeds)
      throws IOException, InterruptedException {
    try (Applications applications = Applications.open(settings);
        TopicOffsets topics = TopicOffsets.open(settings)) {
      List<FeedProgress> progress = new ArrayList<>();
      for (Feed feed : feeds) {
        progress.add(FeedProgress.of(feed, hdfs, topics));
      }
      return new StreamState(
          applications.active(StreamingApplication.TAG).map(Application::of), progress);
    }
  }

  public boolean running() {
    return application.isPresent();
  }

  /** For people. */
  public void print(Console console) {
    console.print(
        application
            .map(
                a ->
                    "%s  %s  queue %s, attempt %d, %s  %s"
                        .formatted(
                            a.id(),
                            a.state(),
                            a.queue(),
                            a.attempt(),
                            Words.count(a.containers(), "container"),
                            a.trackingUrl()))
            .orElse("No streaming application is running. Start it with: millrace stream start"));
    TextTable table =
        new TextTable(
            "FEED", "VERSION", "SEQUENCE", "LANDED", "QUARANTINED", "LAG", "LAG BY PARTITION");
    for (FeedProgress feed : feeds) {
      table.row(
          feed.feed(),
          feed.version().orElse("-"),
          feed.lastSequence(),
          Words.count(feed.landed()),
          Words.count(feed.quarantined()),
          Words.count(feed.lag().values().stream().mapToLong(Long::longValue).sum()),
          feed.lag().entrySet().stream()
              .map(e -> e.getKey() + ": " + Words.count(e.getValue()))
              .collect(Collectors.joining("  ")));
    }
    table.lines().forEach(console::print);
    for (FeedProgress feed : feeds) {
      feed.stopped().ifPresent(why -> console.print(feed.feed() + " is stopped: " + why));
      feed.refusedVersion()
          .ifPresent(
              why ->
                  console.print(
                      "%s: a newer declaration is not in use: %s".formatted(feed.feed(), why)));
    }
  }

  /** The same as maps and lists, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("application", application.map(StreamState::asMap).orElse(null));
    all.put("feeds", feeds.stream().map(StreamState::asMap).toList());
    return all;
  }

  private static Map<String, Object> asMap(Application application) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", application.id());
    one.put("state", application.state());
    one.put("queue", application.queue());
    one.put("attempt", application.attempt());
    one.put("containers", application.containers());
    one.put("tracking_url", application.trackingUrl());
    return one;
  }

  private static Map<String, Object> asMap(FeedProgress feed) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", feed.feed());
    one.put("last_sequence", feed.lastSequence());
    one.put("landed", feed.landed());
    one.put("quarantined", feed.quarantined());
    Map<String, Long> lag = new LinkedHashMap<>();
    feed.lag().forEach((partition, records) -> lag.put(partition.toString(), records));
    one.put("lag", lag);
    one.put("stopped", feed.stopped().orElse(null));
    one.put("version", feed.version().map(Integer::valueOf).orElse(null));
    one.put("refused_version", feed.refusedVersion().orElse(null));
    return one;
  }
}
