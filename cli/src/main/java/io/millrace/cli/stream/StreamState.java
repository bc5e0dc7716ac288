package io.millrace.cli.stream;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.StatusJson;
import io.millrace.model.streaming.StreamingPaths;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The streaming applications, their queries and the feeds at one moment.
 *
 * @param at when
 * @param applications those that have not ended
 * @param feeds how far each feed is
 */
public record StreamState(Instant at, List<Application> applications, List<FeedProgress> feeds) {

  public StreamState {
    applications = List.copyOf(applications);
    feeds = List.copyOf(feeds);
  }

  /**
   * An application on YARN.
   *
   * @param attempt the number of its current attempt; each after the first follows a failure
   * @param containers how many it holds, the driver's included
   * @param told what it said of itself last, or empty if it has said nothing yet
   */
  record Application(
      String id,
      String state,
      String queue,
      int attempt,
      int containers,
      String trackingUrl,
      Optional<ApplicationStatus> told) {

    static Application of(ApplicationReport report, Hdfs hdfs) throws IOException {
      String id = report.getApplicationId().toString();
      return new Application(
          id,
          report.getYarnApplicationState().name().toLowerCase(Locale.ROOT),
          report.getQueue(),
          report.getCurrentApplicationAttemptId() == null
              ? 0
              : report.getCurrentApplicationAttemptId().getAttemptId(),
          Applications.containers(report),
          report.getTrackingUrl(),
          hdfs.read(new StreamingPaths(hdfs.root()).status(id)).flatMap(StatusJson::read));
    }
  }

  /**
   * Asks YARN, the commit logs and Kafka. What that costs does not depend on how much has been
   * landed.
   */
  public static StreamState of(ClusterSettings settings, Hdfs hdfs, List<Feed> feeds, Clock clock)
      throws IOException, InterruptedException {
    try (Applications yarn = Applications.open(settings);
        TopicOffsets topics = TopicOffsets.open(settings)) {
      return look(yarn, topics, hdfs, feeds, clock);
    }
  }

  static StreamState look(
      Applications yarn, TopicOffsets topics, Hdfs hdfs, List<Feed> feeds, Clock clock)
      throws IOException, InterruptedException {
    List<FeedProgress> progress = new ArrayList<>();
    for (Feed feed : feeds) {
      progress.add(FeedProgress.of(feed, hdfs, topics));
    }
    List<Application> applications = new ArrayList<>();
    for (ApplicationReport report : yarn.active(Scope.TAG)) {
      applications.add(Application.of(report, hdfs));
    }
    return new StreamState(clock.instant(), applications, progress);
  }

  public boolean running() {
    return !applications.isEmpty();
  }
}
