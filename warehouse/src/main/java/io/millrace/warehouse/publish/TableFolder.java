package io.millrace.warehouse.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table's folder. Generations lie in their partitions' folders, {@code dt=YYYY-MM-DD/} or {@code
 * dt=YYYY-MM-DD/hour=HH/}, as {@code <generation>/}; while they are being written, in {@code
 * _next/<generation>/} and folders of partitions below, where no reader looks.
 */
public final class TableFolder {

  private static final Logger LOG = LoggerFactory.getLogger(TableFolder.class);

  private static final String NEXT = "_next";
  private static final String HOUR = "hour=";

  /** A file beside a partition's own, which no engine reads for its name's first letter. */
  private static final String AS_OF = "_as_of";

  private static final Pattern DAY = Pattern.compile("dt=\\d{4}-\\d{2}-\\d{2}");

  private final FileSystem files;
  private final Path folder;

  TableFolder(FileSystem files, String root, TableName table) {
    this.files = files;
    this.folder =
        files.makeQualified(new Path(root + "/" + table.database() + "/" + table.table()));
  }

  /** Where a generation is written, one folder a partition. */
  public Path next(Generation generation) {
    return new Path(new Path(folder, NEXT), generation.name());
  }

  /**
   * Moves a partition's files of a written generation to the partition's own folder, in one rename;
   * one for which none were written gets a folder without any. Beside them lies from then on as of
   * when they were made. Doing it again finds it done.
   *
   * @throws IOException also when files that must be there are in neither place
   */
  PartitionFiles adopt(Generation generation, PartitionKey key, Written content)
      throws IOException {
    Path written = new Path(next(generation), key.name());
    Path place = place(generation, key);
    if (!content.hasFiles()) {
      files.mkdirs(place);
    } else if (!files.exists(place)) {
      files.mkdirs(place.getParent());
      if (!files.rename(written, place)) {
        throw new IOException("Could not rename %s to %s.".formatted(written, place));
      }
    } else if (files.exists(written)) {
      throw new IOException(
          "%s and %s both exist: two runs use the generation %s."
              .formatted(written, place, generation.name()));
    }
    note(place, content.asOf());
    DataFiles data = DataFiles.of(files, place);
    return new PartitionFiles(
        place.toString(), data.count(), data.bytes(), content.rows(), content.lastSeq());
  }

  /** Readers may have the folder already, so what is there stays, and is never there half. */
  private void note(Path place, Instant asOf) throws IOException {
    Path note = new Path(place, AS_OF);
    if (files.exists(note)) {
      return;
    }
    Path whole = new Path(place, AS_OF + ".next");
    try (FSDataOutputStream out = files.create(whole, true)) {
      out.write(asOf.toString().getBytes(UTF_8));
      out.hsync();
    }
    if (!files.rename(whole, note) && !files.exists(note)) {
      throw new IOException("Could not rename %s to %s.".formatted(whole, note));
    }
  }

  /**
   * As of when a published partition was made; empty for one that does not tell, of an earlier
   * release or since its note is damaged, which must not keep anybody from making it anew.
   */
  Optional<Instant> asOf(Published published) throws IOException {
    Path note = new Path(published.location(), AS_OF);
    try (InputStream in = files.open(note)) {
      return Optional.of(Instant.parse(new String(in.readAllBytes(), UTF_8)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (DateTimeParseException | BlockMissingException e) {
      LOG.warn("{} does not tell when it was made from what: {}", note, e.toString());
      return Optional.empty();
    }
  }

  /** Removes what is left of a generation's writing place; its partitions have been adopted. */
  public void clear(Generation generation) throws IOException {
    files.delete(next(generation), true);
  }

  /**
   * Removes what runs that were killed while writing left behind, once older than the grace.
   *
   * @param own the caller's generation, which stays however old it is
   */
  int sweepAbandoned(Generation own, Duration grace, Clock clock) throws IOException {
    Path next = new Path(folder, NEXT);
    if (!files.exists(next)) {
      return 0;
    }
    int removed = 0;
    for (FileStatus generation : files.listStatus(next)) {
      if (!generation.getPath().getName().equals(own.name())
          && !isYoung(generation, grace, clock)
          && files.delete(generation.getPath(), true)) {
        removed++;
      }
    }
    return removed;
  }

  /**
   * Removes folders of days, and of hours in them, that have nothing in them any more. To be called
   * while nobody publishes to the table.
   *
   * @param there the partitions that exist, whose folders stay
   */
  void removeEmpty(Set<PartitionKey> there) throws IOException {
    Set<LocalDate> days = there.stream().map(PartitionKey::day).collect(Collectors.toSet());
    for (FileStatus day : children(folder)) {
      String name = day.getPath().getName();
      if (DAY.matcher(name).matches() && !days.contains(PartitionKey.ofName(name).day())) {
        for (FileStatus hour : children(day.getPath())) {
          if (hour.isDirectory() && hour.getPath().getName().startsWith(HOUR)) {
            removeIfEmpty(hour.getPath());
          }
        }
        removeIfEmpty(day.getPath());
      }
    }
  }

  /** Whether a partition's files of a generation have been adopted, and not swept since. */
  boolean has(Generation generation, PartitionKey key) throws IOException {
    return files.exists(place(generation, key));
  }

  /** Where all generations of a partition lie. */
  Path place(PartitionKey key) {
    return new Path(folder, key.name());
  }

  /** Where a partition of a generation lies once it is adopted. */
  Path place(Generation generation, PartitionKey key) {
    return new Path(place(key), generation.name());
  }

  private void removeIfEmpty(Path path) throws IOException {
    if (children(path).length == 0) {
      files.delete(path, false);
    }
  }

  private FileStatus[] children(Path path) throws IOException {
    return files.exists(path) ? files.listStatus(path) : new FileStatus[0];
  }

  private static boolean isYoung(FileStatus status, Duration grace, Clock clock) {
    return status.getModificationTime() > clock.millis() - grace.toMillis();
  }
}
