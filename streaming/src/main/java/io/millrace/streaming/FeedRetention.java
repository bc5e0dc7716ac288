package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.Drop;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what of a feed is to be dropped, once retention has ordered it. The order is a file; it
 * stays until nothing is left to drop, also while nobody lands the feed. How long things are kept
 * is what the declaration says that the feed lands with; the order is of no use any more when other
 * rules are deployed than those that it was given by.
 */
final class FeedRetention {

  private static final Logger LOG = LoggerFactory.getLogger(FeedRetention.class);

  /**
   * The partitions that go in one turn, and as many more as their last day has. Each costs two
   * calls of the metastore, while no batch lands.
   */
  static final int AT_ONCE = 100;

  private final LandingPaths paths;
  private final HdfsFiles files;
  private final PartitionCatalog catalog;
  private final RetentionTable table;
  private final Clock clock;

  FeedRetention(LandingPaths paths, HdfsFiles files, PartitionCatalog catalog, Clock clock) {
    this.paths = paths;
    this.files = files;
    this.catalog = catalog;
    this.table = new RetentionTable(files, paths, catalog);
    this.clock = clock;
  }

  /**
   * The next days that go, the oldest first.
   *
   * @param feed as it is declared now
   * @param kept from which days on it is kept now
   * @return empty if there is no order, or nothing left to do for it
   */
  Optional<StagedDrop> next(Feed feed, KeptFrom kept) {
    Optional<String> text = files.read(paths.dropOrder());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<DropOrder> order = DropOrder.parse(text.get());
    Optional<RetentionRules> rules = order.flatMap(this::rules);
    if (rules.isEmpty()) {
      LOG.warn(
          "feed {}: nothing is dropped by the order {}, since it is none, or other rules are deployed since: the next run of workflow retention gives another",
          paths.feed(),
          paths.dropOrder());
      files.delete(paths.dropOrder());
      return Optional.empty();
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Part raw = part(Zone.RAW, kept::keepsRaw, days -> rules.get().raw(feed, days, today));
    Part quarantine =
        part(
            Zone.QUARANTINE,
            kept::keepsQuarantine,
            days -> rules.get().quarantine(feed, days, today));
    if (raw.until().isEmpty() && quarantine.until().isEmpty()) {
      List<RetentionRow> held = new ArrayList<>(raw.held());
      held.addAll(quarantine.held());
      table.tellHeld(held, order.get().teller(), clock.instant());
      files.delete(paths.dropOrder());
      return Optional.empty();
    }
    List<DroppedPartition> partitions = new ArrayList<>(raw.leaving());
    partitions.addAll(quarantine.leaving());
    RetentionRow.Teller teller = order.get().teller();
    return Optional.of(
        new StagedDrop(
            new KeptFrom(raw.until().orElse(null), quarantine.until().orElse(null)),
            new Drop(
                teller.generation(), teller.workflowId().orElse(null), teller.run(), partitions)));
  }

  /**
   * What goes of a zone.
   *
   * @param until the first day that stays; empty if nothing goes
   * @param held what would go too
   */
  private record Part(
      Optional<String> until, List<DroppedPartition> leaving, List<RetentionRow> held) {}

  private Part part(
      Zone zone,
      Predicate<String> kept,
      Function<Collection<LocalDate>, Optional<KeptDays>> declared) {
    NavigableMap<LocalDate, List<String>> there = new TreeMap<>();
    for (String name : catalog.names(zone)) {
      String dt = day(name);
      if (kept.test(dt)) {
        there.computeIfAbsent(LocalDate.parse(dt), day -> new ArrayList<>()).add(name);
      }
    }
    Optional<KeptDays> days = declared.apply(there.keySet());
    if (days.isEmpty()) {
      return new Part(Optional.empty(), List.of(), List.of());
    }
    List<RetentionRow> held = new ArrayList<>();
    there.forEach(
        (day, names) -> {
          if (days.get().of(day) instanceof Verdict.Held verdict) {
            names.forEach(name -> held.add(RetentionRow.held(table.table(zone), name, verdict)));
          }
        });
    NavigableMap<LocalDate, List<String>> going = there.headMap(days.get().from(), false);
    if (going.isEmpty()) {
      return new Part(Optional.empty(), List.of(), held);
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
        catalog.leaving(zone, taken, days.get().rule().toString()).stream()
            .filter(this::isOwn)
            .toList();
    return new Part(Optional.of(until.toString()), leaving, held);
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
    String own =
        partition.zone() == Zone.QUARANTINE
            ? paths.quarantine(partition.dt())
            : paths.rawDay(partition.dt());
    if ((partition.location() + "/").startsWith(own + "/")) {
      return true;
    }
    LOG.warn(
        "{} {} stays: its files are in {} and not below {}, so that landing has not written them",
        table.table(partition.zone()),
        partition.name(),
        partition.location(),
        own);
    return false;
  }

  private static String day(String name) {
    int at = name.indexOf("dt=") + "dt=".length();
    return name.substring(at, at + "YYYY-MM-DD".length());
  }
}
