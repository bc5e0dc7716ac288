package io.millrace.warehouse.session;

import io.millrace.model.session.EndReason;
import io.millrace.model.session.Session;
import io.millrace.model.session.SessionFold;
import io.millrace.model.session.Sessionizer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Turns the events of many visitors, each visitor's together and in time order, into the sessions
 * that start in their windows. Of the events it holds one at a time, and a session's path.
 */
final class VisitorSessions implements Iterator<Row> {

  /** So that one visitor who views pages without end does not fill the memory. */
  static final int LONGEST_PATH = 1_000;

  /** As {@code dw.sessions}, times in microseconds. */
  static final StructType SCHEMA =
      new StructType()
          .add("site", DataTypes.StringType)
          .add("user_id", DataTypes.StringType)
          .add("session_start", DataTypes.LongType)
          .add("session_end", DataTypes.LongType)
          .add("duration_seconds", DataTypes.LongType)
          .add("pages", DataTypes.LongType)
          .add("events", DataTypes.LongType)
          .add("entry_page", DataTypes.StringType)
          .add("exit_page", DataTypes.StringType)
          .add("is_bounce", DataTypes.BooleanType)
          .add("end_reason", DataTypes.StringType)
          .add("is_open", DataTypes.BooleanType)
          .add("path", DataTypes.createArrayType(DataTypes.StringType))
          .add("converted", DataTypes.BooleanType);

  private static final int WINDOW = 0;
  private static final int SITE = 1;
  private static final int VISITOR = 2;
  private static final int TIME = 3;
  private static final int VIEW = 6;
  private static final int PAGE = 7;
  private static final int CONVERSION = 8;

  /**
   * @param windows first instant and end of each window, microseconds
   */
  record Settings(
      Sessionizer sessionizer,
      long gapMicros,
      long maxMicros,
      Map<Integer, long[]> windows,
      ClosedHours closed)
      implements Serializable {}

  /** What is kept of a session's events, most of all of its page views. */
  private static final class Views {
    private long count;
    private String entry;
    private String exit;
    private final List<String> path = new ArrayList<>(2);

    /** Null where no conversions are declared. */
    private Boolean converted;

    private Views add(Row event) {
      if (event.getBoolean(VIEW)) {
        String page = event.getString(PAGE);
        entry = count == 0 ? page : entry;
        exit = page;
        count++;
        if (path.size() < LONGEST_PATH && page != null) {
          path.add(page);
        }
      }
      if (!event.isNullAt(CONVERSION) && !Boolean.TRUE.equals(converted)) {
        converted = event.getBoolean(CONVERSION);
      }
      return this;
    }
  }

  private static final SessionFold<Row, Views> FOLD =
      new SessionFold<>() {
        @Override
        public Views begin(Row first) {
          return new Views().add(first);
        }

        @Override
        public Views add(Views summary, Row event) {
          return summary.add(event);
        }
      };

  private final Iterator<Row> events;
  private final Settings settings;
  private Row pending;
  private Row first;
  private Iterator<Session<Views>> sessions = Collections.emptyIterator();
  private Row next;

  VisitorSessions(Iterator<Row> events, Settings settings) {
    this.events = events;
    this.settings = settings;
    this.pending = events.hasNext() ? events.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (sessions.hasNext() || pending != null)) {
      if (!sessions.hasNext()) {
        first = pending;
        sessions = settings.sessionizer.sessions(new OneVisitor(), e -> e.getLong(TIME), FOLD);
      }
      Session<Views> session = sessions.next();
      long[] window = settings.windows.get(first.getInt(WINDOW));
      if (session.startMicros() >= window[0] && session.startMicros() < window[1]) {
        next = row(session);
      }
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  private Row row(Session<Views> session) {
    boolean open = !settings.closed.cover(session.endMicros(), lastInstant(session));
    Views views = session.summary();
    return RowFactory.create(
        first.getString(SITE),
        first.getString(VISITOR),
        session.startMicros(),
        session.endMicros(),
        Math.floorDiv(session.durationMicros(), 1_000_000L),
        views.count,
        session.events(),
        views.entry,
        views.exit,
        views.count == 1,
        reason(session, open).name().toLowerCase(Locale.ROOT),
        open,
        JavaConverters.asScalaBuffer(views.path).toSeq(),
        views.converted);
  }

  /** The last instant at which an event would still belong to the session. */
  private long lastInstant(Session<Views> session) {
    long byGap = session.endMicros() + settings.gapMicros;
    return settings.maxMicros == Long.MAX_VALUE
        ? byGap
        : Math.min(byGap, session.startMicros() + settings.maxMicros - 1);
  }

  private EndReason reason(Session<Views> session, boolean open) {
    if (open) {
      return EndReason.OPEN;
    }
    return session.end() == EndReason.OPEN
        ? settings.sessionizer.endAt(
            session.startMicros(), session.endMicros(), lastInstant(session) + 1)
        : session.end();
  }

  /** The events up to the first of another visitor. */
  private final class OneVisitor implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return pending != null
          && pending.getInt(WINDOW) == first.getInt(WINDOW)
          && Objects.equals(pending.getString(VISITOR), first.getString(VISITOR))
          && Objects.equals(pending.getString(SITE), first.getString(SITE));
    }

    @Override
    public Row next() {
      Row event = pending;
      pending = events.hasNext() ? events.next() : null;
      return event;
    }
  }
}
