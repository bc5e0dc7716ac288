package io.millrace.warehouse.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which published numbers changed: {@code
 * <root>/ops/restatements/dt=/<generation>-<table>.json}, a line for each partition whose rows a
 * generation replaced by others. Where the rows are the same there is none.
 *
 * <p>What a swap is about to change is written into the hidden folder {@code .pending} before it
 * and moved to where readers look after it. If the run dies between, the next one that publishes to
 * the table moves of it what was swapped.
 */
final class RestatementLog {

  private static final Logger LOG = LoggerFactory.getLogger(RestatementLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TableName OWN = new TableName("ops", "restatements");
  private static final String PENDING = ".pending";
  private static final String BETWEEN = "_";
  private static final String SUFFIX = ".json";
  private static final int DATE = "YYYY-MM-DD".length();

  private final Partitions partitions;
  private final FileSystem files;
  private final Path folder;
  private final Clock clock;

  RestatementLog(Partitions partitions, FileSystem files, String root, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/ops/restatements"));
    this.clock = clock;
  }

  /**
   * Notes what a swap will change.
   *
   * @param there what is published
   * @param written what is known of what is swapped in
   * @param next where that is
   * @return the note, for {@link #show}; empty if nothing changes
   */
  Optional<Path> note(
      TableName table,
      Generation generation,
      Map<PartitionKey, Published> there,
      Map<PartitionKey, Written> written,
      Map<PartitionKey, PartitionFiles> next)
      throws IOException {
    List<Restatement> changed = new ArrayList<>();
    for (Map.Entry<PartitionKey, PartitionFiles> entry : next.entrySet()) {
      PartitionKey key = entry.getKey();
      if (there.containsKey(key)) {
        Path after = new Path(entry.getValue().location());
        changed(table, generation, key, there.get(key), written.get(key), after)
            .ifPresent(changed::add);
      }
    }
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Path note = new Path(pending(), today + BETWEEN + generation.name() + suffix(table));
    write(note, changed, now);
    return Optional.of(note);
  }

  /** Shows a note's lines to readers: its swap is done. */
  void show(Path note) throws IOException, PublishException {
    String name = note.getName();
    PartitionKey day = PartitionKey.of(LocalDate.parse(name.substring(0, DATE)));
    Path place = new Path(folder, day.name());
    Path shown = new Path(place, name.substring(DATE + BETWEEN.length()));
    files.mkdirs(place);
    // The same run, repeated, says the same.
    files.delete(shown, false);
    if (!files.rename(note, shown)) {
      throw new IOException("Could not rename %s to %s.".formatted(note, shown));
    }
    partitions.add(OWN, day, place.toString());
  }

  /**
   * Deals with what runs that died have left: shows of their notes what they had swapped. To be
   * called under the table's lease, under which alone notes of it are written.
   */
  void settle(TableName table) throws IOException, PublishException {
    for (Path note : left(table)) {
      List<JsonNode> lines = read(note);
      Map<PartitionKey, JsonNode> byKey = new TreeMap<>();
      lines.forEach(line -> byKey.put(PartitionKey.parse(line.path("partition").asText()), line));
      Map<PartitionKey, Published> there = partitions.published(table, byKey.keySet());
      byKey
          .entrySet()
          .removeIf(
              line ->
                  !there.containsKey(line.getKey())
                      || !generationOf(there.get(line.getKey()))
                          .equals(line.getValue().path("generation").asText()));
      if (byKey.isEmpty()) {
        files.delete(note, false);
      } else {
        writeLines(note, byKey.values().stream().map(JsonNode::toString).toList());
        show(note);
      }
    }
  }

  /**
   * Which landing batches the curated hours and days were restated for by a run, and so by what the
   * marts that are made from them changed.
   *
   * @param run the name that all generations of the run begin with
   */
  Causes causes(Generation run) throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<PartitionKey, SortedSet<String>> causes = new TreeMap<>();
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      for (FileStatus file : list(new Path(folder, "dt=" + day))) {
        if (file.getPath().getName().matches(run.name() + "[_-].*")) {
          for (JsonNode line : read(file.getPath())) {
            PartitionKey key = PartitionKey.parse(line.path("partition").asText());
            line.path("batches")
                .forEach(
                    batch -> causes.computeIfAbsent(key, k -> new TreeSet<>()).add(batch.asText()));
          }
        }
      }
    }
    return new Causes(causes);
  }

  private Optional<Restatement> changed(
      TableName table,
      Generation generation,
      PartitionKey key,
      Published before,
      Written written,
      Path after)
      throws IOException {
    PartitionContents old = PartitionContents.of(files, new Path(before.location()));
    PartitionContents now = PartitionContents.of(files, after);
    return old.equals(now)
        ? Optional.empty()
        : Optional.of(
            new Restatement(
                table,
                key,
                generation.name(),
                generationOf(before),
                old.rows(),
                now.rows(),
                written.batchesSince(before)));
  }

  private void write(Path note, List<Restatement> restatements, Instant now) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Restatement restatement : restatements) {
      ObjectNode line = JSON.createObjectNode();
      line.put("table_name", restatement.table().toString());
      line.put("partition", restatement.partition().toString());
      line.put("generation", restatement.generation());
      line.put("replaced_generation", restatement.replacedGeneration());
      line.put("rows_before", restatement.rowsBefore());
      line.put("rows_after", restatement.rowsAfter());
      restatement.batches().forEach(line.putArray("batches")::add);
      line.put("restated_at", now.toString());
      lines.add(line.toString());
    }
    writeLines(note, lines);
  }

  private void writeLines(Path note, List<String> lines) throws IOException {
    try (FSDataOutputStream out = files.create(note, true)) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }

  private List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.open(file), UTF_8))) {
      String line;
      while ((line = in.readLine()) != null) {
        lines.add(JSON.readTree(line));
      }
    } catch (JsonProcessingException e) {
      LOG.warn("{} was cut short, its last lines are passed over", file);
    }
    return lines;
  }

  private List<Path> left(TableName table) throws IOException {
    List<Path> left = new ArrayList<>();
    for (FileStatus file : list(pending())) {
      if (file.getPath().getName().endsWith(suffix(table))) {
        left.add(file.getPath());
      }
    }
    return left;
  }

  private Path pending() {
    return new Path(folder, PENDING);
  }

  private List<FileStatus> list(Path path) throws IOException {
    try {
      return List.of(files.listStatus(path));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static String suffix(TableName table) {
    return "-" + table + SUFFIX;
  }

  /** The folder of a generation has its name. */
  private static String generationOf(Published published) {
    return new Path(published.location()).getName();
  }
}
