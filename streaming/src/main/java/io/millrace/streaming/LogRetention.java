package io.millrace.streaming;

import io.millrace.model.landing.Drop;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LogTable;
import io.millrace.model.landing.StagedDrop;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.retention.InvalidRetentionException;
import io.millrace.model.retention.KeptDays;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionRow;
import io.millrace.model.retention.RetentionRules;
import io.millrace.model.retention.Verdict;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what of a log's tables is to be dropped, once retention has ordered it. The order is a file;
 * it stays until nothing is left to drop, also while nobody drives the log. It is of no use any
 * more when other rules are deployed than those that it was given by.
 */
public final class LogRetention {

  private static final Pattern DT = Pattern.compile("(?:^|/)dt=(\\d{4}-\\d{2}-\\d{2})(?:/|$)");
  private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);

  /**
   * The partitions of a table that go in one turn, and as many more as their last day has. Each
   * costs two calls of the metastore, while the log's driver commits nothing.
   */
  static final int AT_ONCE = 100;

  private final LandingPaths paths;
  private final HdfsFiles files;
  private final PartitionCatalog catalog;
  private final RetentionTable told;
  private final Clock clock;

  public LogRetention(LandingPaths paths, HdfsFiles files, PartitionCatalog catalog, Clock clock) {
    this.paths = paths;
    this.files = files;
    this.catalog = catalog;
    this.told = new RetentionTable(files, paths, catalog);
    this.clock = clock;
  }

  /**
   * The next days that go, the oldest first.
   *
   * @param tables the log's
   * @param kept from which days on they are kept now
   * @return empty if there is no order, or nothing left to do for it
   */
  public Optional<StagedDrop> next(List<DroppableTable> tables, KeptFrom kept) {
    Optional<String> text = files.read(paths.dropOrder());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<DropOrder> order = DropOrder.parse(text.get());
    Optional<RetentionRules> rules = order.flatMap(this::rules);
    if (rules.isEmpty()) {
      LOG.warn(
          "log {}: nothing is dropped by the order {}, since it is none, or other rules are deployed since: the next run of workflow retention gives another",
          paths.logName(),
          paths.dropOrder());
      files.delete(paths.dropOrder());
      return Optional.empty();
    }
    KeptFrom until = KeptFrom.EVERYTHING;
    List<DroppedPartition> leaving = new ArrayList<>();
    List<RetentionRow> held = new ArrayList<>();
    for (DroppableTable table : tables) {
      Part part = part(table, kept, rules.get());
      until = until.and(part.until());
      leaving.addAll(part.leaving());
      held.addAll(part.held());
    }
    RetentionRow.Teller teller = order.get().teller();
    if (until.equals(KeptFrom.EVERYTHING)) {
      told.tellHeld(held, teller, clock.instant());
      files.delete(paths.dropOrder());
      return Optional.empty();
    }
    return Optional.of(
        new StagedDrop(
            until,
            new Drop(
                teller.generation(), teller.workflowId().orElse(null), teller.run(), leaving)));
  }

  /**
   * What goes of a table.
   *
   * @param until from which day on it stays; everything if nothing goes
   * @param held what would go too
   */
  private record Part(KeptFrom until, List<DroppedPartition> leaving, List<RetentionRow> held) {}

  private Part part(DroppableTable droppable, KeptFrom kept, RetentionRules rules) {
    LogTable table = droppable.table();
    NavigableMap<LocalDate, List<String>> there = new TreeMap<>();
    for (String name : catalog.names(table)) {
      Optional<LocalDate> dt = day(name);
      if (dt.isEmpty()) {
        LOG.warn("{} {} stays: its dt is no day", table.name(), name);
      } else if (kept.keeps(table, dt.get().toString())) {
        there.computeIfAbsent(dt.get(), day -> new ArrayList<>()).add(name);
      }
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Optional<KeptDays> days = droppable.declared().from(rules, there.keySet(), today);
    if (days.isEmpty()) {
      return new Part(KeptFrom.EVERYTHING, List.of(), List.of());
    }
    List<RetentionRow> held = new ArrayList<>();
    there.forEach(
        (day, names) -> {
          if (days.get().of(day) instanceof Verdict.Held verdict) {
            names.forEach(name -> held.add(RetentionRow.held(table.name(), name, verdict)));
          }
        });
    NavigableMap<LocalDate, List<String>> going = there.headMap(days.get().from(), false);
    if (going.isEmpty()) {
      return new Part(KeptFrom.EVERYTHING, List.of(), held);
    }
    List<String> taken = new ArrayList<>();
    LocalDate until = days.get().from();
    for (LocalDate day : going.keySet()) {
      if (taken.size() >= AT_ONCE) {
        until = day;
        break;
      }
      taken.addAll(going.get(day));
    }
    List<DroppedPartition> leaving =
        catalog.leaving(table, taken, days.get().rule().toString()).stream()
            .filter(this::isOwn)
            .toList();
    return new Part(KeptFrom.of(table, until.toString()), leaving, held);
  }

  /** The rules that the order was given by, unless others are deployed now. */
  private Optional<RetentionRules> rules(DropOrder order) {
    String keepTimes = order.rules() + "/" + RetentionJson.KEEP_TIMES;
    String holds = order.rules() + "/" + RetentionJson.HOLDS;
    if (!files.read(keepTimes).equals(Optional.of(order.keepTimes()))
        || !files.read(holds).equals(Optional.of(order.holds()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(RetentionJson.read(order.keepTimes(), order.holds()));
    } catch (InvalidRetentionException e) {
      LOG.error("{}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Files elsewhere are somebody else's. */
  private boolean isOwn(DroppedPartition partition) {
    LogTable table = paths.table(partition);
    String own = paths.day(table, partition.dt());
    if ((partition.location() + "/").startsWith(own + "/")) {
      return true;
    }
    LOG.warn(
        "{} {} stays: its files are in {} and not below {}, so that the log {} has not written them",
        table.name(),
        partition.name(),
        partition.location(),
        own,
        paths.logName());
    return false;
  }

  /** The day of a partition by its name, such as {@code dt=2026-01-31/hour=10}; empty for none. */
  public static Optional<LocalDate> day(String name) {
    Matcher dt = DT.matcher(name);
    try {
      return dt.find() ? Optional.of(LocalDate.parse(dt.group(1))) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
