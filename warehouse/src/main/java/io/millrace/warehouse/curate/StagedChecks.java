package io.millrace.warehouse.curate;

import io.millrace.model.feed.Feed;
import io.millrace.model.quality.Check;
import io.millrace.model.quality.CheckResult;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.quality.Gate;
import io.millrace.warehouse.quality.Staged;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Counts and checks what an application has written, before it is published. */
public final class StagedChecks {

  private final SparkSession spark;
  private final Quality quality;
  private final Gate gate;

  /**
   * @param quality what is asked of tables
   */
  public StagedChecks(SparkSession spark, Quality quality, Clock clock) {
    this.spark = spark;
    this.quality = quality;
    this.gate = new Gate(this::rows, clock);
  }

  /** The rows of each partition of a feed's curated table. */
  SortedMap<PartitionKey, Long> check(
      Feed feed,
      TableName table,
      Path place,
      Optional<Dataset<Row>> written,
      SortedSet<PartitionKey> partitions)
      throws PublishException {
    return check(table, place, written, partitions, quality.of(feed));
  }

  /**
   * The rows of each partition of a table, which is checked on the way.
   *
   * @param place where it was written
   * @param written its rows; empty when none were written
   * @param partitions that are to be published
   */
  SortedMap<PartitionKey, Long> check(
      TableName table,
      Path place,
      Optional<Dataset<Row>> written,
      SortedSet<PartitionKey> partitions)
      throws PublishException {
    return check(table, place, written, partitions, quality.of(table.toString()));
  }

  /** Whether a blocking check of the table failed, so that nothing of it may be published. */
  boolean hold(TableName table) {
    return gate.holds(table);
  }

  /**
   * To be called once what is good has been published.
   *
   * @throws PublishException naming the blocking checks that failed, and what to do
   */
  void requireGood() throws PublishException {
    gate.requireGood();
  }

  /** How each check went. */
  public List<CheckResult> results() {
    return gate.results();
  }

  private SortedMap<PartitionKey, Long> check(
      TableName table,
      Path place,
      Optional<Dataset<Row>> written,
      SortedSet<PartitionKey> partitions,
      List<Check> checks)
      throws PublishException {
    String view = "staged_%s_%s".formatted(table.database(), table.table());
    written.ifPresent(rows -> rows.createOrReplaceTempView(view));
    try {
      return gate.check(
              List.of(
                  new Staged(
                      table, written.map(rows -> view), place.toString(), partitions, checks)))
          .get(0);
    } finally {
      spark.catalog().dropTempView(view);
    }
  }

  private List<List<String>> rows(String sql) throws PublishException {
    try {
      List<List<String>> rows = new ArrayList<>();
      for (Row row : spark.sql(sql).collectAsList()) {
        List<String> values = new ArrayList<>(row.length());
        for (int i = 0; i < row.length(); i++) {
          values.add(row.isNullAt(i) ? null : row.get(i).toString());
        }
        rows.add(values);
      }
      return rows;
    } catch (Exception e) { // Scala throws checked exceptions that nobody declares
      String reason =
          "Spark refused: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      // with a cause it is one of the metastore's
      throw e instanceof AnalysisException && e.getCause() == null
          ? new RefusedException(reason, e)
          : new PublishException(reason, e);
    }
  }
}
