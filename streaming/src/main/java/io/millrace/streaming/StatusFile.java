package io.millrace.streaming;

import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.model.streaming.StatusJson;
import io.millrace.model.streaming.StreamingPaths;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file in which the application says every few seconds how its queries are. */
final class StatusFile {

  private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private final HdfsFiles files;
  private final String root;
  private final String application;
  private final int attempt;
  private final Clock clock;
  private Instant written = Instant.MIN;

  /**
   * @param application its id
   * @param attempt the number of its attempt
   */
  StatusFile(HdfsFiles files, String root, String application, int attempt, Clock clock) {
    this.files = files;
    this.root = root;
    this.application = application;
    this.attempt = attempt;
    this.clock = clock;
  }

  /** That of the application which runs here; outside of YARN there is one attempt. */
  static StatusFile of(HdfsFiles files, String root, SparkContext spark, Clock clock) {
    int attempt = spark.applicationAttemptId().map(Integer::parseInt).getOrElse(() -> 1);
    return new StatusFile(files, root, spark.applicationId(), attempt, clock);
  }

  String application() {
    return application;
  }

  /** Writes it if it is time to. That it cannot be written is no reason to end. */
  void write(List<QueryStatus> queries) {
    Instant now = clock.instant();
    if (written.plus(BETWEEN).isAfter(now)) {
      return;
    }
    written = now;
    ApplicationStatus status =
        new ApplicationStatus(
            application,
            attempt,
            now,
            queries.stream().sorted(Comparator.comparing(QueryStatus::query)).toList());
    try {
      files.replace(new StreamingPaths(root).status(application), StatusJson.write(status) + "\n");
    } catch (UncheckedIOException e) {
      LOG.warn("the status cannot be written: {}", e.getMessage());
    }
  }
}
