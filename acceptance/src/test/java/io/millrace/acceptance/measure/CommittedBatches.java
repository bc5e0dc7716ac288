package io.millrace.acceptance.measure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The batches of a feed, as its commit log tells them to a reader. */
record CommittedBatches(List<Batch> batches) {

  /**
   * A batch.
   *
   * @param visibleAt when its readers had it
   * @param took from its reading to its readers
   * @param until records of the feed up to it and with it
   */
  record Batch(Instant visibleAt, Duration took, long records, long until) {}

  static CommittedBatches of(Connection hive, String feed) throws SQLException {
    List<Batch> batches = new ArrayList<>();
    try (Statement statement = hive.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT kind, decided_at, staged_ms, rows_landed + rows_quarantined,
                       total_landed + total_quarantined,
                       lead(published_ms) OVER (ORDER BY seq)
                FROM ops.landing_commits WHERE feed = '%s' ORDER BY seq
                """
                    .formatted(feed))) {
      while (rows.next()) {
        if (rows.getString(1).equalsIgnoreCase("batch")) {
          long publishedMs = rows.getLong(6);
          batches.add(
              new Batch(
                  Instant.parse(rows.getString(2)).plusMillis(publishedMs),
                  Duration.ofMillis(rows.getLong(3) + publishedMs),
                  rows.getLong(4),
                  rows.getLong(5)));
        }
      }
    }
    return new CommittedBatches(List.copyOf(batches));
  }

  /** Records that readers had at some time. */
  long visible(Instant at) {
    return batches.stream()
        .filter(batch -> !batch.visibleAt().isAfter(at))
        .mapToLong(Batch::until)
        .max()
        .orElse(0);
  }

  CommittedBatches between(Instant from, Instant until) {
    return new CommittedBatches(
        batches.stream()
            .filter(batch -> !batch.visibleAt().isBefore(from) && batch.visibleAt().isBefore(until))
            .toList());
  }

  Figures millis() {
    return Figures.of(batches.stream().map(batch -> batch.took().toMillis()).toList());
  }

  Figures records() {
    return Figures.of(batches.stream().map(Batch::records).toList());
  }
}
