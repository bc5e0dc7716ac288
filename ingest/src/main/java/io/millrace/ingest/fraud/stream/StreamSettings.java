package io.millrace.ingest.fraud.stream;

import static java.util.Objects.requireNonNull;

import io.millrace.ingest.topic.TopicSettings;
import io.millrace.model.fraud.FraudOutputs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a fraud host runs.
 *
 * @param brokers host:port, comma-separated
 * @param outputs the topics that it writes
 * @param stateFolder of this process alone; what is in it can always be rebuilt from Kafka
 * @param commitInterval how long payments are evaluated before their scores and alerts are
 *     committed while more come, see {@link #backlogCommitInterval}; 1 ms to 30 s, since a
 *     transaction is given up after a minute
 * @param threads 1 to 64; more than the topic has partitions are idle
 * @param topics how topics are made
 */
public record StreamSettings(
    String brokers,
    FraudOutputs outputs,
    Path stateFolder,
    Duration commitInterval,
    int threads,
    TopicSettings topics) {

  /**
   * The commit interval that is used unless another is asked for: a reader of committed records has
   * an alert after half of it and one commit, while a commit's cost is shared by what came within
   * it.
   */
  public static final Duration USUAL_COMMIT_INTERVAL = Duration.ofMillis(20);

  private static final Duration SHORTEST_BACKLOG_INTERVAL = Duration.ofMillis(200);
  private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(30);
  private static final int MOST_THREADS = 64;

  public StreamSettings {
    requireNonNull(outputs, "outputs");
    requireNonNull(stateFolder, "stateFolder");
    requireNonNull(topics, "topics");
    List<String> problems = new ArrayList<>();
    if (brokers == null || brokers.isBlank()) {
      problems.add("brokers is " + brokers + "; legal: host:port[,host:port…]");
    }
    if (commitInterval.toMillis() < 1 || commitInterval.compareTo(LONGEST_COMMIT_INTERVAL) > 0) {
      problems.add(
          "commit interval is %s; legal: PT0.001S to %s"
              .formatted(commitInterval, LONGEST_COMMIT_INTERVAL));
    }
    if (threads < 1 || threads > MOST_THREADS) {
      problems.add("threads is %d; legal: 1 to %d".formatted(threads, MOST_THREADS));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /** One thread and the usual commit interval, for a cluster of one broker. */
  public static StreamSettings of(String brokers, FraudOutputs outputs, Path stateFolder) {
    return new StreamSettings(
        brokers, outputs, stateFolder, USUAL_COMMIT_INTERVAL, 1, TopicSettings.SINGLE_BROKER);
  }

  /**
   * The interval between two commits of payments that have waited for their turn, and how long
   * scores and alerts wait when nothing comes after them.
   */
  public Duration backlogCommitInterval() {
    return commitInterval.compareTo(SHORTEST_BACKLOG_INTERVAL) > 0
        ? commitInterval
        : SHORTEST_BACKLOG_INTERVAL;
  }

  /** The same with another commit interval and so many threads. */
  public StreamSettings with(Duration otherCommitInterval, int otherThreads) {
    return new StreamSettings(
        brokers, outputs, stateFolder, otherCommitInterval, otherThreads, topics);
  }
}
