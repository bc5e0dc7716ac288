package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Reads what lies outside the windows but belongs to chains of events that reach into them: day by
 * day, and of each day only the visitors whose chain reaches the edge of what has been read.
 */
final class ChainReader {

  private final EventDays days;
  private final long gapMicros;

  ChainReader(EventDays days, long gapMicros) {
    this.days = days;
    this.gapMicros = gapMicros;
  }

  /**
   * The events beyond the edge, with the columns of {@link SessionEvents} and {@code window}.
   *
   * @param ends window, site, visitor, mark, edge, stop: each visitor's outermost event in each
   *     window, as {@link Direction} describes them
   * @param followChain whether the chain is followed to its end; if not, only what lies within the
   *     gap of the mark is read
   */
  List<Dataset<Row>> read(Direction direction, Dataset<Row> ends, boolean followChain) {
    List<Dataset<Row>> found = new ArrayList<>();
    Dataset<Row> pending = ends.where(reaches(direction));
    while (true) {
      pending =
          settle(
              pending.withColumn(
                  "day", date_format(timestamp_micros(direction.dayToRead()), "yyyy-MM-dd")));
      NavigableSet<LocalDate> wanted = daysOf(pending);
      if (!anyBeyond(direction, wanted)) {
        return found;
      }
      NavigableSet<LocalDate> readable = new TreeSet<>(wanted);
      readable.retainAll(days.existing());
      if (!readable.isEmpty()) {
        Dataset<Row> beyond = settle(join(days.read(readable), pending));
        found.add(beyond);
        if (followChain) {
          pending = advance(direction, pending, beyond);
        }
      }
      pending =
          pending.withColumn("edge", direction.nextEdge()).drop("day").where(reaches(direction));
    }
  }

  private Column reaches(Direction direction) {
    return direction.mayGoOn().and(direction.distance().leq(gapMicros));
  }

  private static Dataset<Row> join(Dataset<Row> events, Dataset<Row> pending) {
    return events
        .withColumnRenamed(SessionEvents.DAY, "day")
        .join(
            pending.select("window", SessionEvents.SITE, SessionEvents.VISITOR, "day"),
            new String[] {"day", SessionEvents.SITE, SessionEvents.VISITOR})
        .drop("day");
  }

  /** Moves the mark of those whose chain goes through the whole day; the others are done. */
  private Dataset<Row> advance(Direction direction, Dataset<Row> pending, Dataset<Row> beyond) {
    Column[] key = {col("window"), col(SessionEvents.SITE), col(SessionEvents.VISITOR)};
    Dataset<Row> times =
        beyond
            .select(key[0], key[1], key[2], col(SessionEvents.TIME))
            .union(pending.select(key[0], key[1], key[2], col("mark").as(SessionEvents.TIME)));
    Column pause =
        col(SessionEvents.TIME)
            .minus(
                lag(col(SessionEvents.TIME), 1)
                    .over(Window.partitionBy(key).orderBy(SessionEvents.TIME)));
    Dataset<Row> chains =
        times
            .withColumn("pause", pause)
            .groupBy(key)
            .agg(
                direction.outermost(col(SessionEvents.TIME)).as("reached"),
                max(col("pause")).as("widest"));
    return pending
        .join(chains, new String[] {"window", SessionEvents.SITE, SessionEvents.VISITOR})
        .where(coalesce(col("widest"), lit(0L)).leq(gapMicros))
        .withColumn("mark", col("reached"))
        .drop("reached", "widest");
  }

  private boolean anyBeyond(Direction direction, NavigableSet<LocalDate> wanted) {
    if (wanted.isEmpty() || days.existing().isEmpty()) {
      return false;
    }
    return direction == Direction.BACK
        ? !days.existing().first().isAfter(wanted.last())
        : !days.existing().last().isBefore(wanted.first());
  }

  private static NavigableSet<LocalDate> daysOf(Dataset<Row> pending) {
    TreeSet<LocalDate> wanted = new TreeSet<>();
    pending.select("day").distinct().as(Encoders.STRING()).collectAsList().stream()
        .map(LocalDate::parse)
        .forEach(wanted::add);
    return wanted;
  }

  /**
   * Computes rows once and forgets how: each round builds on the last twice, so that plans that
   * remembered would double with every day.
   */
  private static Dataset<Row> settle(Dataset<Row> rows) {
    return rows.localCheckpoint();
  }
}
