package io.millrace.warehouse.path;

import io.millrace.model.funnel.Conversion;
import io.millrace.model.funnel.EventField;
import io.millrace.model.funnel.Funnel;
import io.millrace.model.funnel.FunnelEvent;
import io.millrace.model.funnel.FunnelMatcher;
import io.millrace.model.funnel.FunnelStep;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Turns the events of many visitors, each visitor's together and in order, into how far they got
 * through funnels. It holds one row at a time.
 */
final class VisitorFunnels implements Iterator<Row> {

  /** What a conversion is counted for that is counted for everybody. */
  static final String ALL = "all";

  private static final StructType SEGMENT =
      new StructType()
          .add("segment", DataTypes.StringType)
          .add("segment_value", DataTypes.StringType);

  /** A conversion; {@code took} are microseconds from each step to the next. */
  static final StructType SCHEMA =
      new StructType()
          .add("dt", DataTypes.StringType)
          .add("site", DataTypes.StringType)
          .add("funnel", DataTypes.StringType)
          .add("counted", DataTypes.StringType)
          .add("steps", DataTypes.createArrayType(DataTypes.StringType))
          .add("reached", DataTypes.IntegerType)
          .add("took", DataTypes.createArrayType(DataTypes.LongType))
          .add("segments", DataTypes.createArrayType(SEGMENT));

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** A funnel and where it has come to. */
  private static final class Running {
    private final Funnel funnel;
    private final FunnelMatcher matcher;

    Running(Funnel funnel) {
      this.funnel = funnel;
      this.matcher = new FunnelMatcher(funnel);
    }
  }

  private final Iterator<Row> rows;
  private final EventColumns columns;
  private final List<Running> ofVisitors = new ArrayList<>();
  private final List<Running> ofSessions = new ArrayList<>();
  private final Deque<Row> ready = new ArrayDeque<>();
  private Row previous;
  private long sessionUntil = Long.MIN_VALUE;

  VisitorFunnels(Iterator<Row> rows, EventColumns columns, List<Funnel> funnels) {
    this.rows = rows;
    this.columns = columns;
    for (Funnel funnel : funnels) {
      boolean bySession = funnel.counting() == Funnel.Counting.SESSION;
      (bySession ? ofSessions : ofVisitors).add(new Running(funnel));
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      take(rows.next());
      if (!rows.hasNext()) {
        endVisitor();
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void take(Row row) {
    if (previous != null && !isOfSameVisitor(previous, row)) {
      endVisitor();
    }
    previous = row;
    if (EventColumns.isSession(row)) {
      end(ofSessions);
      long day = Math.floorDiv(EventColumns.time(row), MICROS_PER_DAY);
      ofSessions.forEach(running -> running.matcher.beginSession(day));
      sessionUntil = EventColumns.until(row);
      return;
    }
    FunnelEvent event = columns.event(row);
    ofVisitors.forEach(running -> running.matcher.add(event));
    if (event.timeMicros() <= sessionUntil) {
      ofSessions.forEach(running -> running.matcher.add(event));
    }
  }

  private void endVisitor() {
    end(ofVisitors);
    end(ofSessions);
    sessionUntil = Long.MIN_VALUE;
  }

  private void end(List<Running> funnels) {
    for (Running running : funnels) {
      for (Conversion conversion : running.matcher.end()) {
        ready.add(row(running.funnel, conversion));
      }
    }
  }

  private Row row(Funnel funnel, Conversion conversion) {
    List<Long> took = new ArrayList<>();
    for (int i = 1; i < conversion.reached(); i++) {
      took.add(conversion.stepMicros().get(i) - conversion.stepMicros().get(i - 1));
    }
    List<Row> segments = new ArrayList<>(List.of(RowFactory.create(ALL, "")));
    for (int i = 0; i < funnel.segments().size(); i++) {
      EventField segment = funnel.segments().get(i);
      segments.add(RowFactory.create(segment.column(), conversion.segments().get(i).orElse("")));
    }
    return RowFactory.create(
        LocalDate.ofEpochDay(conversion.epochDay()).toString(),
        EventColumns.site(previous),
        funnel.name(),
        funnel.counting().name().toLowerCase(Locale.ROOT),
        seq(funnel.steps().stream().map(FunnelStep::name).toList()),
        conversion.reached(),
        seq(took),
        seq(segments));
  }

  private static boolean isOfSameVisitor(Row one, Row other) {
    return Objects.equals(EventColumns.visitor(one), EventColumns.visitor(other))
        && Objects.equals(EventColumns.site(one), EventColumns.site(other));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}
