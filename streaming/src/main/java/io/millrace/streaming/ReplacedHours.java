package io.millrace.streaming;

import io.millrace.model.landing.Compaction;
import io.millrace.model.landing.EventHour;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;

/**
 * Remembers, in {@code <root>/ops/replaced/<table>/}, which folders readers were moved away from,
 * one note each. Until the grace is over a query that began before may be reading them; it counts
 * from when the note was last written.
 */
public final class ReplacedHours {

  private static final String BETWEEN = "\t";

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

  /**
   * Removes folders that were noted before an instant.
   *
   * @param current where readers find an hour now, which is never removed; empty if it is not known
   *     to have a place, so that nothing of it is removed either
   */
  public void sweep(String table, Function<EventHour, Optional<String>> current, Instant before) {
    for (FileStatus note : files.visible(notes(table))) {
      if (note.getModificationTime() >= before.toEpochMilli()) {
        continue;
      }
      String path = note.getPath().toString();
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

  private String notes(String table) {
    return root + "/ops/replaced/" + table;
  }
}
