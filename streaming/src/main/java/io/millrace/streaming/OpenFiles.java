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
    RowFile file = open.get(key);
    if (file == null) {
      if (open.size() == MAX_OPEN) {
        Key eldest = open.keySet().iterator().next();
        close(eldest, open.remove(eldest));
      }
      file = new RowFile(place.apply(Integer.toString(created++)), columns, configuration);
      open.put(key, file);
    }
    file.write(row);
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
