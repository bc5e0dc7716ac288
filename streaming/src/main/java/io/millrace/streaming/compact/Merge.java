package io.millrace.streaming.compact;

import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.RowFile;
import io.millrace.streaming.parquet.RowReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes the rows of several files into one, ordered by {@code kafka_partition} and {@code
 * kafka_offset}. Files of different batches hold different offsets, so that their runs follow each
 * other and one file is open at a time; runs that overlap are open together. In memory are a row
 * group for each open file and the one being written.
 */
final class Merge {

  /** Asked now and then whether to go on. */
  interface Interruption {
    /**
     * Returns if the merge may go on.
     *
     * @throws RuntimeException if it must end; what is written is no whole file then
     */
    void check();
  }

  private static final int ROWS_BETWEEN_CHECKS = 1024;

  private final List<Column> columns;
  private final Configuration configuration;
  private final Interruption interruption;

  Merge(List<Column> columns, Configuration configuration, Interruption interruption) {
    this.columns = columns;
    this.configuration = configuration;
    this.interruption = interruption;
  }

  /**
   * Merges.
   *
   * @param inputs files that have {@code kafka_partition} and {@code kafka_offset}
   * @param target the file to write, which must not exist
   * @return the rows written
   */
  long run(List<Path> inputs, Path target) throws IOException {
    ArrayDeque<Run> waiting = new ArrayDeque<>(runs(inputs));
    PriorityQueue<Cursor> open = new PriorityQueue<>(Cursor.ORDER);
    try (RowFile merged = new RowFile(target, columns, configuration)) {
      while (!waiting.isEmpty() || !open.isEmpty()) {
        while (!waiting.isEmpty() && (open.isEmpty() || open.peek().isBehind(waiting.peek()))) {
          Run run = waiting.poll();
          open.add(new Cursor(run, inputs.get(run.file())));
        }
        Cursor least = open.peek();
        merged.write(least.row());
        if (merged.rows() % ROWS_BETWEEN_CHECKS == 0) {
          interruption.check();
        }
        open.poll();
        if (least.advance()) {
          open.add(least);
        }
      }
      return merged.rows();
    } finally {
      for (Cursor cursor : open) {
        cursor.close();
      }
    }
  }

  private List<Run> runs(List<Path> inputs) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      interruption.check();
      runs.addAll(RunScan.of(i, inputs.get(i), configuration));
    }
    runs.sort(Run.ORDER);
    return runs;
  }

  /** The place in a run up to which its rows are written. */
  private final class Cursor {
    private static final Comparator<Cursor> ORDER =
        Comparator.comparingInt((Cursor c) -> c.run.partition())
            .thenComparingLong(c -> c.offset)
            .thenComparing(c -> c.run, Run.ORDER);

    private final Run run;
    private final RowReader reader;
    private final int offsetColumn;
    private long left;
    private Object[] row;
    private long offset;

    Cursor(Run run, Path path) throws IOException {
      this.run = run;
      this.offsetColumn = columns.stream().map(Column::name).toList().indexOf("kafka_offset");
      this.reader = new RowReader(path, columns, configuration);
      this.left = run.rows();
      try {
        reader.skip(run.firstRow());
        advance();
      } catch (IOException e) {
        reader.close();
        throw e;
      }
    }

    boolean isBehind(Run other) {
      return other.partition() < run.partition()
          || (other.partition() == run.partition() && other.first() <= offset);
    }

    Object[] row() {
      return row;
    }

    /** Goes to the run's next row; false, and closed, behind its last. */
    boolean advance() throws IOException {
      if (left == 0) {
        close();
        return false;
      }
      left--;
      row = reader.next();
      offset = (Long) row[offsetColumn];
      return true;
    }

    void close() throws IOException {
      reader.close();
    }
  }
}
