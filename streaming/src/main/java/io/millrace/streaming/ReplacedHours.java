package io.millrace.streaming;

import io.millrace.model.landing.Compaction;
import io.millrace.model.landing.Drop;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
        "%s/compaction-%012d".formatted(notes(compaction.table()), seq),
        compaction.dt() + BETWEEN + compaction.hour() + BETWEEN + compaction.location() + "\n");
  }

  /** Notes the folders of the days that a drop is about to take from readers. */
  void note(long seq, LandingPaths paths, Drop drop) {
    SortedSet<String> lines = new TreeSet<>();
    for (DroppedPartition partition : drop.partitions()) {
      String folder =
          partition.zone() == Zone.QUARANTINE
              ? paths.quarantine(partition.dt())
              : paths.rawDay(partition.dt());
      lines.add(partition.dt() + BETWEEN + partition.zone() + BETWEEN + folder + "\n");
    }
    files.replace(
        "%s/%s%012d".formatted(notes(paths.rawTableName()), DROPPED, seq), String.join("", lines));
  }

  /**
   * Removes folders that were noted before an instant.
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
        removeDays(path, hours.get());
        files.delete(path);
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

  private void removeDays(String note, Collection<EventHour> hours) {
    Set<String> there = hours.stream().map(EventHour::dt).collect(Collectors.toSet());
    files
        .read(note)
        .orElse("")
        .lines()
        .map(line -> line.split(BETWEEN, 3))
        .filter(parts -> parts.length == 3)
        .filter(parts -> !parts[1].equals(Zone.RAW.name()) || !there.contains(parts[0]))
        .forEach(parts -> files.delete(parts[2]));
  }

  private String notes(String table) {
    return root + "/ops/replaced/" + table;
  }
}
