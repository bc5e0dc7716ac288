package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.not;

import io.millrace.model.funnel.Funnel;
import io.millrace.model.funnel.FunnelDays;
import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.curate.DayTables.DayRows;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.SeenTable;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.SessionRule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is computed of visitors from the published {@code dw.activity} and {@code dw.sessions} by an
 * algorithm: {@code dw.users} and the marts of funnels, ways and retention. Every figure depends on
 * what those tables hold and on nothing else, so days may be run again, together and in any order:
 * a run also rewrites what depends on its days.
 */
public final class VisitorMarts {

  /** The feed that they are about. */
  public static final String FEED = "activity";

  private static final TableName ACTIVITY = new TableName("dw", FEED);
  private static final TableName SESSIONS = new TableName("dw", "sessions");
  private static final TableName USERS = new TableName("dw", "users");
  private static final TableName FUNNELS = new TableName("mart", "funnel_daily");
  private static final TableName NAVIGATION = new TableName("mart", "navigation_daily");
  private static final TableName PATHS = new TableName("mart", "path_daily");
  private static final TableName RETENTION = new TableName("mart", "retention");

  private final DayTables tables;

  public VisitorMarts(DayTables tables) {
    this.tables = tables;
  }

  /**
   * Computes those days, and what else depends on them.
   *
   * @param days that have just been curated
   * @param funnels those that are declared; the funnels' mart stays as it is without
   * @param rule how events were made into sessions
   * @throws PublishException when a table is missing or the metastore refuses; whatever has been
   *     swapped until then is whole
   */
  public void run(
      Collection<LocalDate> days,
      Optional<List<Funnel>> funnels,
      SessionRule rule,
      PathSettings paths)
      throws IOException, PublishException {
    tables.require(List.of(ACTIVITY, SESSIONS, USERS, FUNNELS, NAVIGATION, PATHS, RETENTION));
    if (funnels.isPresent()) {
      funnels(days, funnels.get(), rule);
    }
    ways(days, paths);
    retention(days);
  }

  private void funnels(Collection<LocalDate> days, List<Funnel> funnels, SessionRule rule)
      throws IOException, PublishException {
    FunnelDays reach = FunnelDays.of(funnels, rule.max());
    Instant asOf = tables.now();
    NavigableSet<LocalDate> computed = new TreeSet<>(days);
    computed.addAll(tables.existing(ACTIVITY, reach.affectedDays(days)));
    tables.replace(
        FUNNELS,
        asOf,
        FunnelMart.of(
            tables.read(ACTIVITY, reach.eventDays(computed)),
            tables.read(SESSIONS, computed),
            funnels,
            computed),
        computed,
        "site",
        "funnel",
        "segment",
        "segment_value",
        "step");
  }

  private void ways(Collection<LocalDate> days, PathSettings settings)
      throws IOException, PublishException {
    Instant asOf = tables.now();
    Dataset<Row> sessions = tables.read(SESSIONS, days);
    tables.replace(
        NAVIGATION,
        asOf,
        NavigationMart.of(sessions),
        days,
        "site",
        "page",
        "direction",
        "other_page");
    tables.replace(
        PATHS, asOf, PathMart.of(sessions, settings), days, "site", "steps", "path_rank");
  }

  /**
   * Who of the visitors came again, of the weeks of the days, and of the later ones if who came
   * first in which week is not what it was; and the visitors.
   */
  private void retention(Collection<LocalDate> days) throws IOException, PublishException {
    SeenTable seen = tables.see(USERS);
    NavigableSet<LocalDate> weeks = Weeks.mondaysOf(days);
    NavigableSet<LocalDate> later = tables.days(RETENTION).tailSet(weeks.first(), false);
    Dataset<Row> there = tables.read(USERS);
    try (Users users = new Users(there.where(not(Users.isOf(days))), tables.read(SESSIONS, days))) {
      if (!later.isEmpty() && users.differFrom(there.where(Users.isOf(days)))) {
        weeks.addAll(later);
      }
      NavigableSet<LocalDate> written = new TreeSet<>(days);
      written.addAll(users.corrected());
      Dataset<Row> rows = users.rows();
      // Visitors last: if the run dies before, the next one finds them changed as this one did.
      tables.replaceTogether(
          seen,
          new DayRows(
              RETENTION,
              List.of(
                  RetentionMart.of(
                      there.where(not(Users.isOf(written))).unionByName(rows),
                      tables.readMore(SESSIONS, Weeks.daysOf(weeks)),
                      weeks)),
              weeks,
              List.of("site", "cohort_week")),
          new DayRows(USERS, List.of(rows), written, List.of("site", "user_id")));
    }
  }
}
