package io.millrace.warehouse.curate;

import io.millrace.model.feed.Feed;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.Publisher;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableFolder;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.publish.Written;
import io.millrace.warehouse.session.ClosedHours;
import io.millrace.warehouse.session.SessionRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Curates hours and days: reads {@code raw}, writes a new generation of each hour of every feed's
 * {@code dw} table, and of each day of {@code dw.sessions} where days are asked for, beside the old
 * one, then swaps them in, and moves the boundary of {@code dw.<feed>_now} over them. Until the
 * swap no reader sees anything of it; a run that dies is repeated.
 *
 * <p>An hour is the same whether it is curated alone, with others, again, or in another order. One
 * that has neither landed nor been curated has no partition.
 */
public final class Curation {

  private static final Logger LOG = LoggerFactory.getLogger(Curation.class);

  private static final TableName SESSIONS = new TableName("dw", "sessions");

  private final SparkSession spark;
  private final FileSystem files;
  private final String root;
  private final Generation generation;
  private final SparkPartitions partitions;
  private final Publisher publisher;
  private final StagedChecks checks;
  private final PartitionUse use;
  private final NowBoundaries boundaries;
  private final OpenSessions openSessions;
  private final Clock clock;

  /**
   * What is written of tables and waits to be published, a table after those it was made from.
   *
   * @param madeFrom the table of the same run that it depends on, or itself
   * @param open days with sessions that may go on
   */
  private record Prepared(
      TableName table,
      TableName madeFrom,
      Map<PartitionKey, Written> partitions,
      Set<LocalDate> open) {}

  /**
   * @param generation unique to this attempt
   * @param grace how long replaced generations stay
   * @param checks of what is written, before it is published
   * @param use told what is read and published, but for events around the days that only continue
   *     their sessions
   */
  public Curation(
      SparkSession spark,
      String root,
      Generation generation,
      Duration grace,
      StagedChecks checks,
      PartitionUse use,
      Clock clock)
      throws IOException {
    this(spark, root, generation, grace, checks, use, HiveViews.of(spark), clock);
  }

  /**
   * @param views where those are that show what landed seconds ago
   */
  Curation(
      SparkSession spark,
      String root,
      Generation generation,
      Duration grace,
      StagedChecks checks,
      PartitionUse use,
      Views views,
      Clock clock)
      throws IOException {
    this.spark = spark;
    this.files = new Path(root).getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.root = root;
    this.generation = generation;
    this.checks = checks;
    this.use = use;
    this.partitions = new SparkPartitions(spark);
    this.publisher = new Publisher(partitions, files, root, grace, clock);
    this.boundaries = new NowBoundaries(views, partitions, files, root, clock);
    this.openSessions = new OpenSessions(files, root);
    this.clock = clock;
  }

  /**
   * Curates what is asked for, but for hours that are up to date where those are to be kept. Landed
   * hours without any rows get empty partitions, and so do days without sessions. What is there
   * stays where it was made from later landing batches than this run read, by a run that began
   * later and read the same batches, or where its rows are not in {@code raw} any more.
   *
   * @param feeds as they are applied
   * @throws PublishException when a table is missing or the metastore refuses; whatever has been
   *     swapped until then is whole. Also when a blocking check failed: that table and those made
   *     from it are as they were then, the others are published. Also when retention has dropped
   *     what a day would be made from: nothing has changed then
   */
  public void run(List<Feed> feeds, CurationScope scope, SessionRule rule)
      throws IOException, PublishException {
    List<FeedCuration> curations = feeds.stream().map(FeedCuration::of).toList();
    requireTables(curations, scope);
    Map<String, LandedKeep> keeps = new TreeMap<>();
    for (FeedCuration curation : curations) {
      LandedKeep keep = LandedKeep.of(files, root, curation.feed().name());
      requireKept(curation, scope, keep);
      keeps.put(curation.feed().name(), keep);
    }
    DaySessions sessions = new DaySessions(spark, partitions, files, root, rule);
    List<Prepared> prepared = new ArrayList<>();
    for (FeedCuration curation : curations) {
      publisher.sweep(curation.curated(), generation);
      LandedHours landed = LandedHours.around(scope, partitions, curation.raw(), clock);
      Optional<Dataset<Row>> events =
          curate(curation, scope, landed, keeps.get(curation.feed().name()), sessions, prepared);
      if (hasSessions(curation, scope)) {
        publisher.sweep(SESSIONS, generation);
        prepared.add(sessions(sessions, curation, events, scope.days(), landed));
      }
    }
    for (Prepared table : prepared) {
      if (!checks.hold(table.table()) && !checks.hold(table.madeFrom())) {
        publish(table);
      }
    }
    for (FeedCuration curation : curations) {
      boundaries.advance(curation, publisher, generation);
    }
    checks.requireGood();
  }

  /**
   * Writes the hours of a feed's table.
   *
   * @param keep hours that are not there any more are kept as they were curated
   * @return for a feed that has sessions, the events of what was written and of what was kept: they
   *     have each record once, and fewer bytes than the landed files; empty when nothing has landed
   */
  private Optional<Dataset<Row>> curate(
      FeedCuration curation,
      CurationScope scope,
      LandedHours landed,
      LandedKeep keep,
      DaySessions sessions,
      List<Prepared> prepared)
      throws PublishException {
    TableName table = curation.curated();
    TableFolder folder = publisher.folder(table);
    Map<PartitionKey, Published> there = partitions.ofDays(table, scope.touchedDays());
    NavigableSet<PartitionKey> kept = landed.kept(scope, there);
    there.keySet().stream()
        .filter(scope::covers)
        .filter(hour -> keep.isGone(hour.day()))
        .forEach(kept::add);
    NavigableSet<PartitionKey> hours = landed.in(scope);
    hours.removeAll(kept);
    List<Dataset<Row>> parts = new ArrayList<>();
    Optional<Dataset<Row>> curated = Optional.empty();
    if (!hours.isEmpty()) {
      use.reads(curation.raw(), hours);
      Dataset<Row> computed = curation.curate(new HourTable(spark, curation.raw()).read(hours));
      GenerationWriter.write(
          computed, folder, generation, GenerationWriter.HOURLY, curation.order());
      curated = Optional.of(GenerationWriter.read(spark, computed.schema(), folder, generation));
      parts.add(curated.get());
    }
    if (!kept.isEmpty()) {
      LOG.info("{}: {} hours are up to date and stay", table, kept.size());
      parts.add(new HourTable(spark, table).read(kept));
      if (hasSessions(curation, scope)) {
        use.reads(table, kept);
      }
    }
    Map<PartitionKey, Long> rows =
        checks.check(curation.feed(), table, folder.next(generation), curated, hours);
    there.keySet().stream()
        .filter(scope::covers)
        .filter(hour -> !kept.contains(hour))
        .forEach(hours::add);
    Map<PartitionKey, Written> written = new TreeMap<>();
    for (PartitionKey hour : hours) {
      written.put(
          hour,
          Written.of(
              rows.getOrDefault(hour, 0L),
              landed.asOf(),
              curation.feed().name(),
              landed.lastSeq(hour)));
    }
    prepared.add(new Prepared(table, table, written, Set.of()));
    return curation.hasSessions()
        ? parts.stream().map(sessions::events).reduce(Dataset::union)
        : Optional.empty();
  }

  /**
   * Writes the sessions that start in days.
   *
   * @param events of those days at least, without duplicates
   */
  private Prepared sessions(
      DaySessions sessions,
      FeedCuration curation,
      Optional<Dataset<Row>> events,
      List<LocalDate> days,
      LandedHours landed)
      throws IOException, PublishException {
    TableFolder folder = publisher.folder(SESSIONS);
    Optional<Dataset<Row>> computed = Optional.empty();
    Map<LocalDate, OpenSessions.NextDay> open = Map.of();
    if (events.isPresent()) {
      DaySessions.Made made = sessions.of(curation, events.get(), days);
      Dataset<Row> of = made.rows();
      GenerationWriter.write(
          of, folder, generation, GenerationWriter.DAILY, "session_start", "site", "user_id");
      computed = Optional.of(GenerationWriter.read(spark, of.schema(), folder, generation));
      open = open(computed.get(), days, made.closed());
    }
    openSessions.leave(open);
    Map<PartitionKey, Long> rows =
        checks.check(
            SESSIONS,
            folder.next(generation),
            computed,
            days.stream().map(PartitionKey::of).collect(Collectors.toCollection(TreeSet::new)));
    Map<PartitionKey, Written> written = new TreeMap<>();
    for (LocalDate day : days) {
      PartitionKey key = PartitionKey.of(day);
      written.put(
          key,
          Written.of(
              rows.getOrDefault(key, 0L),
              landed.asOf(),
              curation.feed().name(),
              landed.lastSeqAround(day)));
    }
    return new Prepared(SESSIONS, curation.curated(), written, open.keySet());
  }

  /** Those of the days with a session that may go on, and what of the next day is closed. */
  private static Map<LocalDate, OpenSessions.NextDay> open(
      Dataset<Row> sessions, List<LocalDate> days, ClosedHours closed) {
    Map<LocalDate, OpenSessions.NextDay> next = new TreeMap<>();
    for (LocalDate day : days) {
      next.put(day, OpenSessions.NextDay.of(day, closed));
    }
    next.values().removeIf(OpenSessions.NextDay.CLOSED::equals);
    if (!next.isEmpty()) {
      Set<LocalDate> open =
          sessions
              .where(
                  functions
                      .col("is_open")
                      .and(
                          functions
                              .col("dt")
                              .isin(next.keySet().stream().map(LocalDate::toString).toArray())))
              .select("dt")
              .distinct()
              .collectAsList()
              .stream()
              .map(row -> LocalDate.parse(row.getString(0)))
              .collect(Collectors.toSet());
      next.keySet().retainAll(open);
    }
    return next;
  }

  private void publish(Prepared prepared) throws IOException, PublishException {
    Map<PartitionKey, PartitionFiles> places =
        publisher.publish(prepared.table(), generation, prepared.partitions());
    publisher.folder(prepared.table()).clear(generation);
    use.writes(prepared.table(), places.keySet());
    if (prepared.table().equals(SESSIONS)) {
      openSessions.remove(
          places.keySet().stream()
              .map(PartitionKey::day)
              .filter(day -> !prepared.open().contains(day))
              .toList());
    }
    places.forEach(
        (key, place) ->
            LOG.info(
                "{} {}: {} files, {} bytes in {}",
                prepared.table(),
                key.name(),
                place.files(),
                place.bytes(),
                place.location()));
  }

  private void requireTables(List<FeedCuration> curations, CurationScope scope)
      throws PublishException {
    List<TableName> hourly = new ArrayList<>();
    List<TableName> needed = new ArrayList<>();
    for (FeedCuration curation : curations) {
      hourly.add(curation.curated());
      needed.addAll(List.of(curation.raw(), curation.curated()));
      if (hasSessions(curation, scope)) {
        needed.add(SESSIONS);
      }
    }
    String missing =
        names(needed, table -> !spark.catalog().tableExists(table.database(), table.table()));
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "The metastore has no table %s. Create what is missing with: millrace feed apply --all"
              .formatted(missing));
    }
    String old = names(hourly, table -> !partitions.columns(table).equals(GenerationWriter.HOURLY));
    if (!old.isEmpty()) {
      throw new RefusedException(
          "%s is not partitioned by dt and hour: it was made by an earlier version. What to do is told by: millrace feed apply --all"
              .formatted(old));
    }
  }

  /**
   * A day that retention has dropped cannot be curated again; its hours stay as they were curated.
   * So it is refused, but where hours that are up to date are kept and are there. Marts of a day
   * would be empty without them.
   */
  private void requireKept(FeedCuration curation, CurationScope scope, LandedKeep landed)
      throws IOException, PublishException {
    NavigableSet<LocalDate> gone =
        scope.touchedDays().stream()
            .filter(landed::isGone)
            .collect(Collectors.toCollection(TreeSet::new));
    if (gone.isEmpty()) {
      return;
    }
    boolean replace = scope.upToDate() == UpToDate.REPLACE;
    ClosedFlags flags = new ClosedFlags(files, root, curation.feed().name());
    Set<LocalDate> curated =
        partitions.ofDays(curation.curated(), gone).keySet().stream()
            .map(PartitionKey::day)
            .collect(Collectors.toSet());
    List<LocalDate> refused = new ArrayList<>();
    for (LocalDate day : gone) {
      boolean needed = replace || scope.days().contains(day);
      if (curated.contains(day) ? replace : needed && flags.hasAny(day)) {
        refused.add(day);
      }
    }
    if (!refused.isEmpty()) {
      throw new RefusedException(
          "%s has the days from %s on: retention has dropped %s, so that %s cannot be computed from it and stays as it is. Leave these days out; marts of days that %s still has are computed with --set only=marts."
              .formatted(
                  curation.raw(),
                  landed.from().get(),
                  refused.stream().map(LocalDate::toString).collect(Collectors.joining(", ")),
                  curation.curated(),
                  curation.curated()));
    }
  }

  private static String names(List<TableName> tables, Predicate<TableName> which) {
    return tables.stream().filter(which).map(TableName::toString).collect(Collectors.joining(", "));
  }

  private static boolean hasSessions(FeedCuration curation, CurationScope scope) {
    return curation.hasSessions() && !scope.days().isEmpty();
  }
}
