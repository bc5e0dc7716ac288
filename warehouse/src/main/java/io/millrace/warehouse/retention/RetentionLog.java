package io.millrace.warehouse.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.retention.RetentionRow;
import io.millrace.model.retention.Verdict;
import io.millrace.warehouse.publish.DropJournal;
import io.millrace.warehouse.publish.DroppedPartition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.JobRun;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tells what was dropped, and what was held, where {@code ops.retention} reads it: in {@link
 * RetentionFiles}.
 *
 * <p>What is about to be dropped is written into the hidden folder {@code .pending} before and
 * moved to where readers look after it. Unlike other tables of operations, nothing is dropped that
 * cannot be noted.
 */
public final class RetentionLog implements DropJournal {

  private static final TableName OWN = new TableName("ops", "retention");
  private static final String BETWEEN = "_";
  private static final String HELD = "held";
  private static final int DATE = "YYYY-MM-DD".length();

  private final Partitions partitions;
  private final FileSystem files;
  private final RetentionFiles told;
  private final JobRun run;
  private final Clock clock;

  /**
   * @param run which run drops
   */
  public RetentionLog(
      Partitions partitions, FileSystem files, String root, JobRun run, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.told = new RetentionFiles(files, root);
    this.run = run;
    this.clock = clock;
  }

  @Override
  public String note(String table, List<DroppedPartition> dropped) throws IOException {
    List<String> lines = new ArrayList<>();
    for (DroppedPartition gone : dropped) {
      lines.add(
          line(
              RetentionRow.dropped(
                  table,
                  gone.key().name(),
                  gone.rule(),
                  new RetentionRow.Contents(
                      gone.rows(), gone.files(), gone.bytes(), gone.location()))));
    }
    Path note = new Path(told.pending(), RetentionFiles.name(today() + BETWEEN + attempt(), table));
    write(note, lines);
    return note.getName();
  }

  @Override
  public void show(String note) throws IOException, PublishException {
    Path place = place(LocalDate.parse(note.substring(0, DATE)));
    Path shown = new Path(place, note.substring(DATE + BETWEEN.length()));
    files.delete(shown, false);
    if (!files.rename(new Path(told.pending(), note), shown)) {
      throw new IOException("Could not rename %s to %s.".formatted(note, shown));
    }
  }

  @Override
  public void settle(String table, Locations there) throws IOException, PublishException {
    for (Path note : told.of(told.pending(), table)) {
      SortedMap<PartitionKey, String> lines = new TreeMap<>();
      Map<PartitionKey, String> noted = new TreeMap<>();
      for (JsonNode line : told.lines(note)) {
        PartitionKey key = PartitionKey.ofName(line.path("partition_name").asText());
        lines.put(key, line.toString());
        noted.put(key, line.path("location").asText());
      }
      there
          .of(noted.keySet())
          .forEach(
              (key, location) -> {
                if (path(location).equals(path(noted.get(key)))) {
                  lines.remove(key);
                }
              });
      if (lines.isEmpty()) {
        files.delete(note, false);
      } else {
        write(note, List.copyOf(lines.values()));
        show(note.getName());
      }
    }
  }

  /** Tells what is held. A run that is tried again says the same again, in place of it. */
  public void held(SortedMap<String, SortedMap<PartitionKey, Verdict.Held>> held)
      throws IOException, PublishException {
    List<String> lines = new ArrayList<>();
    held.forEach(
        (table, keys) ->
            keys.forEach(
                (key, verdict) -> lines.add(line(RetentionRow.held(table, key.name(), verdict)))));
    if (!lines.isEmpty()) {
      write(new Path(place(today()), RetentionFiles.name(run.generation(), HELD)), lines);
    }
  }

  /** A day's folder, which readers find. */
  private Path place(LocalDate day) throws IOException, PublishException {
    Path place = told.place(day);
    files.mkdirs(place);
    partitions.add(OWN, PartitionKey.of(day), place.toString());
    return place;
  }

  private String line(RetentionRow row) {
    return row.json(teller(run), clock.instant());
  }

  /** Which run tells. */
  static RetentionRow.Teller teller(JobRun run) {
    return new RetentionRow.Teller(run.workflowId(), run.run(), run.generation());
  }

  private void write(Path file, List<String> lines) throws IOException {
    WholeFile.replace(files, file, String.join("\n", lines) + "\n");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private String attempt() {
    return new Generation(run.generation()).attempt().name();
  }

  private static String path(String location) {
    return new Path(location).toUri().getPath();
  }
}
