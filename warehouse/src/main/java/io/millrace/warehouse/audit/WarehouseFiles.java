package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.SegmentedLog;
import io.millrace.warehouse.curate.HdfsFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a warehouse and its commit logs, as far as the audit reads them. What is wrong with
 * a log's own structure is told by a {@link io.millrace.model.landing.LandingStoppedException}.
 *
 * @param root folder of the warehouse, a whole URI without a slash at its end
 */
record WarehouseFiles(FileSystem files, String root) {

  LandingPaths paths(String feed) {
    return new LandingPaths(root, feed);
  }

  boolean exists(String path) throws IOException {
    return files.exists(new Path(path));
  }

  /** The names directly in a folder; none if there is no such folder. */
  List<String> names(String folder) throws IOException {
    return new HdfsFolder(files).names(folder);
  }

  /** A file's text; empty if there is no such file. */
  Optional<String> read(String path) throws IOException {
    return new HdfsFolder(files).read(path);
  }

  /** All files below a folder that Hive would read: none whose name begins with a dot or _. */
  List<StoredFile> visible(String folder) throws IOException {
    Path at = new Path(folder);
    List<StoredFile> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(at, true);
      while (all.hasNext()) {
        FileStatus status = all.next();
        if (!isHidden(at, status.getPath())) {
          found.add(
              new StoredFile(LoggedBatchJson.pathOf(status.getPath().toString()), status.getLen()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  /** The number of the last record of a feed's log that readers see, 0 if there is none. */
  long lastPublished(String feed) throws IOException {
    return names(paths(feed).published()).stream()
        .filter(mark -> mark.matches("\\d{12}.*"))
        .mapToLong(LandingPaths::seqOf)
        .max()
        .orElse(0);
  }

  /** From which days on a feed is kept by the newest record of its log. */
  KeptFrom keptFrom(String feed) throws IOException, DamagedLogException {
    AtomicReference<KeptFrom> kept = new AtomicReference<>(KeptFrom.EVERYTHING);
    long before = Math.max(0, lastPublished(feed) - 1);
    each(feed, before, Long.MAX_VALUE, entry -> kept.set(entry.kept()));
    return kept.get();
  }

  /**
   * Gives the entries of a feed's log of numbers above one, up to another and with it, to a taker.
   * One after the other: a launcher has no room for a whole log.
   */
  void each(String feed, long above, long upTo, Consumer<LoggedBatch> taker)
      throws IOException, DamagedLogException {
    SegmentedLog log = new SegmentedLog(new HdfsFolder(files), paths(feed));
    try (Stream<SegmentedLog.Line> lines = log.linesAfter(above)) {
      for (Iterator<SegmentedLog.Line> next = lines.iterator(); next.hasNext(); ) {
        SegmentedLog.Line line = next.next();
        if (line.seq() <= upTo) {
          taker.accept(LoggedBatchJson.read(line.origin(), line.json()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isHidden(Path root, Path file) {
    for (Path p = file; p.depth() > root.depth(); p = p.getParent()) {
      if (p.getName().startsWith(".") || p.getName().startsWith("_")) {
        return true;
      }
    }
    return false;
  }
}
