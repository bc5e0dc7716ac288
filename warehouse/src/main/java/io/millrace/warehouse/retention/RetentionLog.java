package io.millrace.warehouse.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tells what was dropped, and what was held, where {@code ops.retention} reads it: {@code
 * <root>/ops/retention/dt=/<generation>-<table>.json}, a line for each partition.
 *
 * <p>What is about to be dropped is written into the hidden folder {@code .pending} before and
 * moved to where readers look after it. Unlike other tables of operations, nothing is dropped that
 * cannot be noted.
 */
public final class RetentionLog implements DropJournal {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TableName OWN = new TableName("ops", "retention");
  private static final String PENDING = ".pending";
  private static final String BETWEEN = "_";
  private static final String SUFFIX = ".json";
  private static final String HELD = "held";
  private static final int DATE = "YYYY-MM-DD".length();

  private final Partitions partitions;
  private final FileSystem files;
  private final Path folder;
  private final JobRun run;
  private final Clock clock;

  /**
   * @param run which run drops
   */
  public RetentionLog(
      Partitions partitions, FileSystem files, String root, JobRun run, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/ops/retention"));
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
    Path note = new Path(pending(), today() + BETWEEN + attempt() + "-" + table + SUFFIX);
    write(note, lines);
    return note.getName();
  }

  @Override
  public void show(String note) throws IOException, PublishException {
    Path place = place(LocalDate.parse(note.substring(0, DATE)));
    Path shown = new Path(place, note.substring(DATE + BETWEEN.length()));
    files.delete(shown, false);
    if (!files.rename(new Path(pending(), note), shown)) {
      throw new IOException("Could not rename %s to %s.".formatted(note, shown));
    }
  }

  @Override
  public void settle(String table, Locations there) throws IOException, PublishException {
    for (FileStatus file : list(pending())) {
      String name = file.getPath().getName();
      if (name.endsWith("-" + table + SUFFIX) && !name.startsWith(".")) {
        SortedMap<PartitionKey, String> lines = new TreeMap<>();
        Map<PartitionKey, String> noted = new TreeMap<>();
        for (JsonNode line : read(file.getPath())) {
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
          files.delete(file.getPath(), false);
        } else {
          write(file.getPath(), List.copyOf(lines.values()));
          show(name);
        }
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
      write(new Path(place(today()), run.generation() + "-" + HELD + SUFFIX), lines);
    }
  }

  /** A day's folder, which readers find. */
  private Path place(LocalDate day) throws IOException, PublishException {
    PartitionKey key = PartitionKey.of(day);
    Path place = new Path(folder, key.name());
    files.mkdirs(place);
    partitions.add(OWN, key, place.toString());
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

  private List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = files.open(file)) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private FileStatus[] list(Path path) throws IOException {
    try {
      return files.listStatus(path);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private Path pending() {
    return new Path(folder, PENDING);
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
