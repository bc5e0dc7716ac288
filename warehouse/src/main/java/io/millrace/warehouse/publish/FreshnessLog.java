package io.millrace.warehouse.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Freshness;
import io.millrace.model.landing.LandingPaths;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Tells up to when tables are complete: {@code <root>/ops/freshness/<table>.json}, replaced by
 * whoever publishes to the table. It looks at the names of partitions, those of the table and of
 * the landed hours that it is made of, and at the flags of closed hours. A flag stays, so that of
 * what was complete before none is looked at again. One serves all tables of a run, and asks what
 * has landed and is closed once: what does meanwhile is told by the next run.
 */
final class FreshnessLog {

  private final Partitions partitions;
  private final FileSystem files;
  private final String root;
  private final Clock clock;
  private final Map<String, Set<PartitionKey>> landed = new HashMap<>();
  private final Map<Landed, Boolean> closed = new HashMap<>();

  /** A landed hour of a feed. */
  private record Landed(String feed, EventHour hour) {}

  /** How far a table is. */
  private record Reached(Optional<Instant> until, Optional<PartitionKey> missing) {}

  FreshnessLog(Partitions partitions, FileSystem files, String root, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.clock = clock;
  }

  /**
   * Tells how far a table is. Nobody else publishes to it meanwhile.
   *
   * @param swapped whether partitions have been swapped in just now
   */
  void tell(TableName table, boolean swapped) throws IOException, PublishException {
    Set<PartitionKey> there = partitions.partitions(table);
    if (there.isEmpty()) {
      return;
    }
    Sources sources = Sources.of(table);
    NavigableMap<PartitionKey, List<Landed>> known = new TreeMap<>();
    there.forEach(key -> known.put(key, new ArrayList<>()));
    PartitionKey first = known.firstKey();
    PartitionKey last = known.lastKey();
    for (String feed : sources.feeds()) {
      for (PartitionKey hour : landed(feed)) {
        known
            .computeIfAbsent(sources.partitionOf(hour), key -> new ArrayList<>())
            .add(new Landed(feed, hour.eventHour()));
      }
    }
    Optional<Freshness> before = read(table);
    Optional<Instant> until = before.flatMap(Freshness::completeUntil);
    Reached reached = reached(sources, known.tailMap(first, true), there, until);
    Instant publishedAt =
        swapped ? clock.instant() : before.map(Freshness::publishedAt).orElse(clock.instant());
    write(
        table,
        new Freshness(
            table.toString(),
            reached.until(),
            reached.missing().map(PartitionKey::toString),
            Optional.of(first.toString()),
            Optional.of(last.toString()),
            publishedAt));
  }

  /**
   * @param known what the table has, and what has landed that it should have, since its first
   * @param before up to when it was complete, if it was
   */
  private Reached reached(
      Sources sources,
      Map<PartitionKey, List<Landed>> known,
      Set<PartitionKey> there,
      Optional<Instant> before)
      throws IOException {
    Optional<Instant> until = Optional.empty();
    for (Map.Entry<PartitionKey, List<Landed>> partition : known.entrySet()) {
      PartitionKey key = partition.getKey();
      Instant end = sources.end(key);
      boolean looked = before.isPresent() && !end.isAfter(before.get());
      if (!looked && (end.isAfter(clock.instant()) || !areClosed(partition.getValue()))) {
        return new Reached(until, Optional.empty());
      }
      if (!there.contains(key)) {
        return new Reached(until, Optional.of(key));
      }
      until = Optional.of(end);
    }
    return new Reached(
        Optional.of(overEmptyHours(sources, latest(until.orElseThrow(), before))),
        Optional.empty());
  }

  private static Instant latest(Instant until, Optional<Instant> before) {
    return before.filter(until::isBefore).orElse(until);
  }

  /** Goes on over closed hours in which nothing has landed. */
  private Instant overEmptyHours(Sources sources, Instant from) throws IOException {
    Instant until = from;
    if (sources.grain() == Sources.Grain.HOUR) {
      EventHour next = new EventHour(until);
      while (isClosed(new Landed(sources.feeds().get(0), next))) {
        next = next.next();
      }
      until = next.start();
    }
    return until;
  }

  private boolean areClosed(List<Landed> hours) throws IOException {
    for (Landed hour : hours) {
      if (!isClosed(hour)) {
        return false;
      }
    }
    return true;
  }

  private Set<PartitionKey> landed(String feed) throws PublishException {
    Set<PartitionKey> known = landed.get(feed);
    if (known == null) {
      known = partitions.partitions(new TableName("raw", feed));
      landed.put(feed, known);
    }
    return known;
  }

  private boolean isClosed(Landed hour) throws IOException {
    Boolean known = closed.get(hour);
    if (known == null) {
      LandingPaths paths = new LandingPaths(root, hour.feed());
      known = files.exists(new Path(paths.closedFlag(hour.hour().dt(), hour.hour().hour())));
      closed.put(hour, known);
    }
    return known;
  }

  private Optional<Freshness> read(TableName table) throws IOException {
    try (InputStream in = files.open(file(table))) {
      return Freshness.parse(new String(in.readAllBytes(), UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private void write(TableName table, Freshness freshness) throws IOException {
    Path file = file(table);
    Path aside = new Path(file.getParent(), "." + file.getName());
    files.mkdirs(file.getParent());
    try (FSDataOutputStream out = files.create(aside, true)) {
      out.write((freshness.json() + "\n").getBytes(UTF_8));
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(aside, file, Options.Rename.OVERWRITE);
  }

  private Path file(TableName table) {
    return files.makeQualified(new Path(Freshness.path(root, table.toString())));
  }
}
