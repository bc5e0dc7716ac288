package io.millrace.streaming;

import io.millrace.streaming.TaskReport.StagedFile;
import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.RowFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The files that a task has open, one a partition value. The least recently used one is closed when
 * too many are open, and a further file is begun if its partition comes again.
 */
final class OpenFiles {

  /** A partition of a table: its day, and its hour or null. */
  record Key(String dt, String hour) {}

  private static final int MAX_OPEN = 200;

  /** What the open files' row groups may take of memory together, as long as each has a little. */
  private static final long ROW_GROUPS_BYTES = 64L << 20;

  private static final long LEAST_ROW_GROUP_BYTES = 1L << 20;

  private final Function<String, Path> place;
  private final List<Column> columns;
  private final Configuration configuration;
  private final Map<Key, RowFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<StagedFile> closed = new ArrayList<>();
  private int created;

  /**
   * @param place gives the path of a file from its name, unique within the task
   */
  OpenFiles(Function<String, Path> place, List<Column> columns, Configuration configuration) {
    this.place = place;
    this.columns = columns;
    this.configuration = configuration;
  }

  void write(Key key, Object[] row) throws IOException {
    file(key).write(row);
  }

  /** The file of that partition, open at least until another is asked for. */
  RowFile file(Key key) throws IOException {
    RowFile file = open.get(key);
    if (file == null) {
      if (open.size() == MAX_OPEN) {
        Key eldest = open.keySet().iterator().next();
        close(eldest, open.remove(eldest));
      }
      file =
          new RowFile(
              place.apply(Integer.toString(created++)),
              columns,
              configuration,
              this::rowGroupBytes);
      open.put(key, file);
    }
    return file;
  }

  private long rowGroupBytes() {
    return Math.min(
        RowFile.ROW_GROUP_BYTES,
        Math.max(LEAST_ROW_GROUP_BYTES, ROW_GROUPS_BYTES / Math.max(1, open.size())));
  }

  /** Closes all files; many of them wait for a DataNode's answer, so several at a time. */
  List<StagedFile> finish() throws IOException {
    try {
      open.entrySet().parallelStream().forEach(e -> close(e.getKey(), e.getValue()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    open.clear();
    return List.copyOf(closed);
  }

  private void close(Key key, RowFile file) {
    try {
      file.close();
      StagedFile staged =
          new StagedFile(key.dt(), key.hour(), file.path().toString(), file.rows(), file.length());
      synchronized (closed) {
        closed.add(staged);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
