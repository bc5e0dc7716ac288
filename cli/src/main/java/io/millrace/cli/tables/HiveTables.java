package io.millrace.cli.tables;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.table.AddedColumns;
import io.millrace.warehouse.table.ComputedColumns;
import io.millrace.warehouse.table.DerivedTables;
import io.millrace.warehouse.table.FeedTable;
import io.millrace.warehouse.table.FeedTables;
import io.millrace.warehouse.table.LiveTables;
import io.millrace.warehouse.table.MartLayout;
import io.millrace.warehouse.table.MaskedView;
import io.millrace.warehouse.table.NowView;
import io.millrace.warehouse.table.ScoredView;
import io.millrace.warehouse.table.TableChange;
import io.millrace.warehouse.table.TableColumn;
import io.millrace.warehouse.table.TableState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables and views of feeds in the cluster's Hive. */
public final class HiveTables {

  private static final Set<String> DATABASES = Set.of("raw", "dw", "mart", "ops", "live");

  private static final Set<String> FUNCTIONS =
      Set.of("page_section", "user_agent_class", "device_class");

  private static final List<String> COMMON_DW_TABLES =
      List.of(
          "sessions",
          "users",
          "customer_days",
          "customers",
          "account_days",
          "account_features",
          "risk_scores",
          "fraud_alerts");

  private static final List<String> COMMON_OPS_TABLES =
      List.of(
          "freshness",
          "job_runs",
          "landing_commits",
          "late_arrivals",
          "live_commits",
          "quality",
          "quarantine_replayed",
          "restatements");

  private final ClusterSettings settings;
  private final Checkout checkout;

  public HiveTables(ClusterSettings settings, Checkout checkout) {
    this.settings = settings;
    this.checkout = checkout;
  }

  /**
   * Whether the databases and functions are there, and the tables that all feeds share, with all
   * their columns.
   */
  public boolean commonTablesAreThere() throws IOException {
    try (Metastore metastore = Metastore.open(settings)) {
      return metastore.hasDatabases(DATABASES)
          && metastore.functions("dw").containsAll(FUNCTIONS)
          && metastore.tables("ops", COMMON_OPS_TABLES).size() == COMMON_OPS_TABLES.size()
          && metastore.tables("raw", List.of("quarantine")).size() == 1
          && metastore.tables("dw", COMMON_DW_TABLES).size() == COMMON_DW_TABLES.size()
          && metastore.tables("mart", Marts.TABLES).size() == Marts.TABLES.size()
          && new Tables(settings, checkout).haveAllColumns(metastore);
    }
  }

  /** What is in the way of writing marts that are there, and the way out. */
  public List<String> obstacles() {
    try (Metastore metastore = Metastore.open(settings)) {
      Map<String, TableState> there = metastore.tables("mart", Marts.TABLES);
      return Marts.TABLES.stream()
          .filter(there::containsKey)
          .flatMap(mart -> MartLayout.obstacle(mart, there.get(mart)).stream())
          .toList();
    }
  }

  /**
   * Makes sure that marts that are there can be written.
   *
   * @throws CommandFailure naming what is in the way, and the way out
   */
  public void requireMarts() {
    List<String> obstacles = obstacles();
    if (!obstacles.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "Nothing was run: %s.".formatted(String.join("; ", obstacles)));
    }
  }

  /** Whether the feed has its tables of raw and dw, as declared or in an earlier form. */
  public boolean areThere(Feed feed) {
    try (Metastore metastore = Metastore.open(settings)) {
      List<String> name = List.of(feed.name());
      return metastore.tables("raw", name).size() == 1 && metastore.tables("dw", name).size() == 1;
    }
  }

  /**
   * What the feed's tables and views are in Hive, when they are as declared.
   *
   * @throws CommandFailure if curation adds a column that the feed has itself, or the file that
   *     says what it adds cannot be read
   */
  public static FeedTables declared(Checkout checkout, Feed feed) throws IOException {
    Path file = checkout.addedColumns(feed.name());
    List<TableColumn> added = List.of();
    if (Files.exists(file)) {
      try {
        added = AddedColumns.read(feed.name(), Files.readString(file));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitStatus.USAGE, "%s: %s.".formatted(file, e.getMessage()), e);
      }
    }
    try {
      return FeedTables.of(feed, added);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "%s.yaml: %s.".formatted(feed.name(), e.getMessage()), e);
    }
  }

  /**
   * The view of the feed that has what landed seconds ago.
   *
   * @throws CommandFailure if the file that says how it computes what curation adds cannot be read,
   *     or says it of other columns
   */
  private static NowView now(Checkout checkout, Feed feed, FeedTables declared) throws IOException {
    Path file = checkout.computedColumns(feed.name());
    try {
      return NowView.of(
          feed,
          declared,
          Files.exists(file)
              ? ComputedColumns.read(feed.name(), Files.readString(file))
              : ComputedColumns.NONE);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, "%s: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * What of the feed's views is not made because something of its name is there that is somebody
   * else's, with the way out.
   */
  public List<String> left(Feed feed) throws IOException {
    return plan(feed).stream().flatMap(change -> change.left().stream()).toList();
  }

  /**
   * What each of the feed's tables and views lacks, which may be nothing, tables first. The
   * databases may be missing too.
   */
  public List<TableChange> plan(Feed feed) throws IOException {
    FeedTables declared = declared(checkout, feed);
    NowView now = now(checkout, feed, declared);
    Optional<ScoredView> scored = ScoredView.of(feed, declared);
    try (Metastore metastore = Metastore.open(settings)) {
      List<FeedTable> tables = new ArrayList<>(declared.all());
      tables.addAll(LiveTables.of(feed));
      List<MaskedView> views = new ArrayList<>(declared.views(feed, now.computed()));
      views.add(now.masked(feed));
      scored.map(ScoredView::masked).ifPresent(views::add);
      views.addAll(LiveTables.views(feed));
      for (String table : DerivedTables.of(feed)) {
        metastore
            .tables("dw", List.of(table))
            .values()
            .forEach(state -> views.add(DerivedTables.view(table, state, feed)));
      }
      Map<String, TableState> there = new HashMap<>();
      tables.forEach(t -> there.putAll(state(metastore, t.database(), t.table())));
      there.putAll(state(metastore, "dw", now.name()));
      scored.ifPresent(view -> there.putAll(state(metastore, "dw", view.name())));
      views.forEach(v -> there.putAll(state(metastore, v.table().database(), v.name())));
      List<TableChange> changes = new ArrayList<>();
      for (FeedTable table : tables) {
        changes.add(TableChange.of(table, Optional.ofNullable(there.get(table.fullName()))));
      }
      changes.add(now.change(Optional.ofNullable(there.get(now.fullName()))));
      scored.ifPresent(
          view -> changes.add(view.change(Optional.ofNullable(there.get(view.fullName())))));
      for (MaskedView view : views) {
        changes.add(view.change(Optional.ofNullable(there.get(view.fullName()))));
      }
      LiveTables.browsedView(feed)
          .filter(view -> metastore.tables("live", List.of(view)).isEmpty())
          .ifPresent(view -> changes.add(LiveTables.createBrowsedView()));
      return changes;
    }
  }

  /**
   * Makes the feed's tables and views as declared, but for those that {@link #left} names.
   *
   * @return what was changed, for people
   * @throws CommandFailure with Hive's words when it refuses, or when they cannot become so
   */
  public List<String> ensure(Hive hive, Feed feed) throws IOException {
    return new TableWork(feed.name(), () -> plan(feed), hive::execute).untilDone();
  }

  /** What is there under a name of a database: nothing, or one entry under its full name. */
  private static Map<String, TableState> state(Metastore metastore, String database, String name) {
    return metastore.tables(database, List.of(name)).entrySet().stream()
        .collect(Collectors.toMap(entry -> database + "." + entry.getKey(), Map.Entry::getValue));
  }
}
