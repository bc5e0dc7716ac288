package io.millrace.streaming;

import io.millrace.model.landing.Compaction;
import io.millrace.model.landing.Drop;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LogTable;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;

/**
 * Remembers, in {@code <root>/ops/replaced/<table>/}, which folders readers were moved away from,
 * one note each. Until the grace is over a query that began before may be reading them; it counts
 * from when the note was last written.
 */
public final class ReplacedHours {

  private static final String BETWEEN = "\t";
  private static final String DROPPED = "dropped-";

  private final HdfsFiles files;
  private final String root;

  /**
   * @param root the root of all zones
   */
  public ReplacedHours(HdfsFiles files, String root) {
    this.files = files;
    this.root = root;
  }

  /** Notes the folder that a compaction is about to replace. */
  void note(long seq, Compaction compaction) {
    files.replace(
        String.format(Locale.ROOT, "%s/compaction-%012d", notes(compaction.table()), seq),
        compaction.dt() + BETWEEN + compaction.hour() + BETWEEN + compaction.location() + "\n");
  }

  /** Notes the folders of the days that a drop is about to take from readers. */
  void note(long seq, LandingPaths paths, Drop drop) {
    SortedSet<String> lines = new TreeSet<>();
    for (DroppedPartition partition : drop.partitions()) {
      LogTable table = paths.table(partition);
      String what = table.zone() == Zone.LIVE ? table.name() : table.zone().name();
      lines.add(
          String.join(BETWEEN, partition.dt(), what, paths.day(table, partition.dt())) + "\n");
    }
    files.replace(
        String.format(Locale.ROOT, "%s/%s%012d", notes(paths.logName()), DROPPED, seq),
        String.join("", lines));
  }

  /**
   * Removes a raw table's folders that were noted before an instant.
   *
   * @param current where readers find an hour now, which is never removed; empty if it is not known
   *     to have a place, so that nothing of it is removed either
   * @param hours all that readers find now; a day that was dropped and is back stays
   */
  public void sweep(
      String table,
      Function<EventHour, Optional<String>> current,
      Supplier<? extends Collection<EventHour>> hours,
      Instant before) {
    for (FileStatus note : files.visible(notes(table))) {
      if (note.getModificationTime() >= before.toEpochMilli()) {
        continue;
      }
      String path = note.getPath().toString();
      if (note.getPath().getName().startsWith(DROPPED)) {
        Set<String> there = hours.get().stream().map(EventHour::dt).collect(Collectors.toSet());
        removeDays(path, (what, dt) -> what.equals(Zone.RAW.name()) && there.contains(dt));
        continue;
      }
      String[] parts = files.read(path).orElse("").strip().split(BETWEEN, 3);
      if (parts.length == 3) {
        Optional<String> place = current.apply(EventHour.parse(parts[0], parts[1]));
        if (place.isPresent() && !place.get().equals(parts[2])) {
          files.delete(parts[2]);
        }
      }
      files.delete(path);
    }
  }

  /**
   * Removes the days of a live log's tables that were dropped before an instant.
   *
   * @param isThere whether readers find anything of a table's day, which then stays: it is back
   */
  public void sweep(LandingPaths log, BiPredicate<String, String> isThere, Instant before) {
    for (FileStatus note : files.visible(notes(log.logName()))) {
      if (note.getPath().getName().startsWith(DROPPED)
          && note.getModificationTime() < before.toEpochMilli()) {
        removeDays(note.getPath().toString(), isThere);
      }
    }
  }

  private void removeDays(String note, BiPredicate<String, String> isThere) {
    files
        .read(note)
        .orElse("")
        .lines()
        .map(line -> line.split(BETWEEN, 3))
        .filter(parts -> parts.length == 3)
        .filter(parts -> !isThere.test(parts[1], parts[0]))
        .forEach(parts -> files.delete(parts[2]));
    files.delete(note);
  }

  /**
   * The folder of notes.
   *
   * @param of a table, or a log
   */
  private String notes(String of) {
    return root + "/ops/replaced/" + of;
  }
}
