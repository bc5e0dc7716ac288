package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * {@code dw.users}: each visitor once, in the day of his first session. Some days of it are
 * computed from their sessions and from who is known from other days: whoever came before is no new
 * visitor, and whoever was taken for new on a later day is so no more.
 */
final class Users implements AutoCloseable {

  private static final String[] VISITOR = {"site", "user_id"};

  private final Dataset<Row> known;
  private final Dataset<Row> firsts;
  private final NavigableSet<LocalDate> corrected;

  /**
   * Looks who is new.
   *
   * @param known rows of {@code dw.users} of all days but those
   * @param sessions rows of {@code dw.sessions} of those days
   */
  Users(Dataset<Row> known, Dataset<Row> sessions) {
    this.known = known;
    this.firsts =
        sessions
            .groupBy("site", "user_id")
            .agg(min(struct("session_start", "entry_page", "dt")).as("first"))
            .select(
                col("site"),
                col("user_id"),
                col("first.session_start").as("first_seen"),
                col("first.entry_page").as("first_page"),
                col("first.dt").as("dt"))
            .join(
                known.select(col("site"), col("user_id"), col("dt").as("known_dt")),
                VISITOR,
                "left")
            .where(col("known_dt").isNull().or(col("known_dt").gt(col("dt"))))
            .persist();
    this.corrected = new TreeSet<>();
    firsts
        .select("known_dt")
        .where(col("known_dt").isNotNull())
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(dt -> corrected.add(LocalDate.parse(dt)));
  }

  /** The later days whose visitors are not all new any more. */
  NavigableSet<LocalDate> corrected() {
    return corrected;
  }

  /** The rows of the days and of those that are corrected, with the columns of the table and dt. */
  Dataset<Row> rows() {
    Dataset<Row> rest =
        known.where(isOf(corrected)).join(firsts, VISITOR, "left_anti").select(columns());
    return fresh().union(rest);
  }

  /**
   * Whether anything of it changes.
   *
   * @param there the rows that the table has of those days until now
   */
  boolean differFrom(Dataset<Row> there) {
    Dataset<Row> before = there.select(columns());
    return !corrected.isEmpty()
        || !fresh().except(before).isEmpty()
        || !before.except(fresh()).isEmpty();
  }

  /** Forgets what was computed on the way. */
  @Override
  public void close() {
    firsts.unpersist();
  }

  /** Of rows with dt, those of some days. */
  static Column isOf(Collection<LocalDate> days) {
    return col("dt").isin(days.stream().map(LocalDate::toString).toArray());
  }

  private Dataset<Row> fresh() {
    return firsts.select(columns());
  }

  private static Column[] columns() {
    return new Column[] {
      col("site"), col("user_id"), col("first_seen"), col("first_page"), col("dt")
    };
  }
}
