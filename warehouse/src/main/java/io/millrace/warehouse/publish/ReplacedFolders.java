package io.millrace.warehouse.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Remembers, in {@code <root>/ops/replaced/<table>/}, which folders a publish may leave without a
 * reader: the ones it replaces, and its own, should it die before the swap. Later runs remove those
 * that are older than the grace and not current: until then a query that began before the swap may
 * be reading them.
 */
final class ReplacedFolders {

  private static final String BETWEEN = "\t";

  private final FileSystem files;
  private final Path notes;
  private final TableName table;
  private final Clock clock;

  ReplacedFolders(FileSystem files, String root, TableName table, Clock clock) {
    this.files = files;
    this.notes = files.makeQualified(new Path(root + "/ops/replaced/" + table));
    this.table = table;
    this.clock = clock;
  }

  /** Notes folders by partition. Must be done before the first of them changes its standing. */
  void note(Generation generation, Map<PartitionKey, List<String>> folders) throws IOException {
    Path note =
        new Path(
            notes,
            String.format(Locale.ROOT, "%013d-%s", clock.millis(), generation.attempt().name()));
    Path aside = new Path(notes, "." + note.getName());
    try (FSDataOutputStream out = files.create(aside, true)) {
      for (Map.Entry<PartitionKey, List<String>> partition : folders.entrySet()) {
        for (String folder : partition.getValue()) {
          out.write((partition.getKey() + BETWEEN + folder + "\n").getBytes(UTF_8));
        }
      }
    }
    if (!files.rename(aside, note)) {
      throw new IOException("Could not rename %s to %s.".formatted(aside, note));
    }
  }

  /**
   * Removes what was noted longer ago than the grace and is not current.
   *
   * @return how many folders were removed
   * @throws PublishException when the metastore does not tell what is current; nothing is removed
   *     then
   */
  int sweep(Partitions partitions, Duration grace) throws IOException, PublishException {
    int removed = 0;
    for (Path note : due(grace)) {
      Map<PartitionKey, List<String>> folders = read(note);
      Map<PartitionKey, Published> current = partitions.published(table, folders.keySet());
      for (Map.Entry<PartitionKey, List<String>> partition : folders.entrySet()) {
        Published kept = current.get(partition.getKey());
        for (String folder : partition.getValue()) {
          if ((kept == null || !path(folder).equals(path(kept.location())))
              && files.delete(new Path(folder), true)) {
            removed++;
          }
        }
      }
      files.delete(note, false);
    }
    return removed;
  }

  private List<Path> due(Duration grace) throws IOException {
    long before = clock.millis() - grace.toMillis();
    List<Path> due = new ArrayList<>();
    try {
      for (FileStatus note : files.listStatus(notes)) {
        String name = note.getPath().getName();
        if (!name.startsWith(".") && Long.parseLong(name.substring(0, 13)) <= before) {
          due.add(note.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return due;
  }

  private Map<PartitionKey, List<String>> read(Path note) throws IOException {
    Map<PartitionKey, List<String>> folders = new TreeMap<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.open(note), UTF_8))) {
      String line;
      while ((line = in.readLine()) != null) {
        String[] parts = line.split(BETWEEN, 2);
        folders.computeIfAbsent(PartitionKey.parse(parts[0]), k -> new ArrayList<>()).add(parts[1]);
      }
    }
    return folders;
  }

  /** Without scheme and host: the same folder is written with and without them. */
  private static String path(String location) {
    return new Path(location).toUri().getPath();
  }
}
