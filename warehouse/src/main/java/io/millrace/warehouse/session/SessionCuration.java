package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The whole sessions that start in given days. The result for a day depends on the events and on
 * the rule alone, not on which days are computed together with it.
 *
 * <p>To that end it reads back, from the edge of the days, the visitors who were active within the
 * gap behind it, to where their activity began (see {@link SessionWindow} for how far at most), and
 * forward those whose last session goes on, until it ends.
 */
public final class SessionCuration {

  private static final StructType WINDOWS =
      new StructType()
          .add(SessionEvents.DAY, DataTypes.StringType, false)
          .add("window", DataTypes.IntegerType, false)
          .add("low", DataTypes.LongType, false)
          .add("high", DataTypes.LongType, false)
          .add("anchor", DataTypes.LongType, false)
          .add("horizon", DataTypes.LongType, false);

  private final SparkSession spark;
  private final SessionRule rule;
  private final EventDays neighbours;
  private final ChainReader chains;

  /**
   * @param neighbours where the events of the days around the ones asked for come from
   */
  public SessionCuration(SparkSession spark, SessionRule rule, EventDays neighbours) {
    this.spark = spark;
    this.rule = rule;
    this.neighbours = neighbours;
    this.chains = new ChainReader(neighbours, rule.gapMicros());
  }

  /**
   * The sessions that start in those days, with the columns of {@code dw.sessions} and dt.
   *
   * @param events of those days, without duplicates, in the columns of {@link SessionEvents}
   * @param days in ascending order
   */
  public Dataset<Row> sessions(Dataset<Row> events, List<LocalDate> days, ClosedHours closed) {
    List<SessionWindow> windows = SessionWindow.of(days);
    Dataset<Row> inside = events.join(broadcast(table(windows)), SessionEvents.DAY);
    Dataset<Row> all = eventColumns(inside);
    for (Dataset<Row> more : beyond(Direction.BACK, inside, windows)) {
      all = all.union(eventColumns(more));
    }
    for (Dataset<Row> more : beyond(Direction.FORWARD, inside, windows)) {
      all = all.union(eventColumns(more));
    }
    VisitorSessions.Settings settings =
        new VisitorSessions.Settings(
            rule.sessionizer(), rule.gapMicros(), rule.maxMicros(), starts(windows), closed);
    Column[] visitor = {
      col("window"), col(SessionEvents.SITE), col(SessionEvents.VISITOR),
    };
    return all.repartition(visitor)
        .sortWithinPartitions(
            col("window"),
            col(SessionEvents.SITE),
            col(SessionEvents.VISITOR),
            col(SessionEvents.TIME),
            col(SessionEvents.PARTITION),
            col(SessionEvents.OFFSET))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new VisitorSessions(rows, settings),
            Encoders.row(VisitorSessions.SCHEMA))
        .withColumn("session_start", timestamp_micros(col("session_start")))
        .withColumn("session_end", timestamp_micros(col("session_end")))
        .withColumn(SessionEvents.DAY, date_format(col("session_start"), "yyyy-MM-dd"));
  }

  private List<Dataset<Row>> beyond(
      Direction direction, Dataset<Row> inside, List<SessionWindow> windows) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (hasNeighbour(direction, windows.get(i))) {
        open.add(i);
      }
    }
    if (open.isEmpty()) {
      return List.of();
    }
    boolean back = direction == Direction.BACK;
    Column time = col(SessionEvents.TIME);
    Dataset<Row> ends =
        inside
            .where(col("window").isin(open.toArray()))
            .groupBy("window", SessionEvents.SITE, SessionEvents.VISITOR)
            .agg(
                (back ? min(time) : max(time)).as("mark"),
                max(col(back ? "low" : "high")).as("edge"),
                max(col(back ? "anchor" : "horizon")).as("stop"));
    return chains.read(direction, ends, !back || rule.max().isPresent());
  }

  /** Whether there is anything within the gap of the window's edge. */
  private boolean hasNeighbour(Direction direction, SessionWindow window) {
    long reach = rule.gap().plus(Duration.ofDays(1)).minusNanos(1).toDays();
    NavigableSet<LocalDate> existing = neighbours.existing();
    return direction == Direction.BACK
        ? !existing.subSet(window.first().minusDays(reach), true, window.first(), false).isEmpty()
        : !existing.subSet(window.last().plusDays(1), window.last().plusDays(1 + reach)).isEmpty();
  }

  private static Dataset<Row> eventColumns(Dataset<Row> events) {
    return events.select(
        "window",
        SessionEvents.SITE,
        SessionEvents.VISITOR,
        SessionEvents.TIME,
        SessionEvents.PARTITION,
        SessionEvents.OFFSET,
        SessionEvents.VIEW,
        SessionEvents.PAGE,
        SessionEvents.CONVERSION);
  }

  private Dataset<Row> table(List<SessionWindow> windows) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      SessionWindow window = windows.get(i);
      long high = micros(window.last().plusDays(1));
      long horizon =
          rule.max().isPresent() ? Math.addExact(high, rule.maxMicros()) : Long.MAX_VALUE;
      for (LocalDate day : window.first().datesUntil(window.last().plusDays(1)).toList()) {
        rows.add(
            RowFactory.create(
                day.toString(), i, micros(window.first()), high, micros(window.anchor()), horizon));
      }
    }
    return spark.createDataFrame(rows, WINDOWS);
  }

  /** The first and the end instant of each window. */
  private static Map<Integer, long[]> starts(List<SessionWindow> windows) {
    Map<Integer, long[]> starts = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      SessionWindow window = windows.get(i);
      starts.put(i, new long[] {micros(window.first()), micros(window.last().plusDays(1))});
    }
    return starts;
  }

  private static long micros(LocalDate day) {
    return Math.multiplyExact(day.atStartOfDay().toEpochSecond(ZoneOffset.UTC), 1_000_000L);
  }
}
