package io.millrace.streaming.live;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LogTable;
import io.millrace.model.landing.StagedDrop;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.DroppableTable;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.LogRetention;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.ReplacedHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a live log drops of its tables, as retention orders, and the files of that, which stay for
 * the grace.
 */
public final class LiveRetention {

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final LandingPaths paths;
  private final PartitionCatalog catalog;
  private final LogRetention retention;
  private final ReplacedHours replaced;
  private final List<DroppableTable> tables;
  private final Duration grace;
  private final Clock clock;
  private Instant nextSweep;

  /**
   * @param paths of the live log
   * @param tables those that it writes
   * @param grace how long files of days that were dropped stay, for queries that began with them
   */
  public LiveRetention(
      LandingPaths paths,
      HdfsFiles files,
      PartitionCatalog catalog,
      List<LiveTable> tables,
      Duration grace,
      Clock clock) {
    this.paths = paths;
    this.catalog = catalog;
    this.retention = new LogRetention(paths, files, catalog, clock);
    this.replaced = new ReplacedHours(files, paths.root());
    this.tables = tables.stream().map(table -> DroppableTable.live(table.fullName())).toList();
    this.grace = grace;
    this.clock = clock;
    this.nextSweep = clock.instant();
  }

  /** The next days that go, if retention has ordered it. */
  Optional<StagedDrop> next(KeptFrom kept) {
    return retention.next(tables, kept);
  }

  /** Removes the files of days that were dropped longer ago than the grace, now and then. */
  void sweep() {
    Instant now = clock.instant();
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(BETWEEN_SWEEPS);
    Map<String, Set<String>> days = new HashMap<>();
    replaced.sweep(
        paths,
        (table, dt) -> days.computeIfAbsent(table, this::days).contains(dt),
        now.minus(grace));
  }

  private Set<String> days(String table) {
    return catalog.names(LogTable.live(table)).stream()
        .flatMap(name -> LogRetention.day(name).stream())
        .map(LocalDate::toString)
        .collect(Collectors.toSet());
  }
}
