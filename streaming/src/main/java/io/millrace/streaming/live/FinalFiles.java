package io.millrace.streaming.live;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import io.millrace.streaming.parquet.RowFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes final rows into staging, one file for each table and hour. */
final class FinalFiles {

  /** A partition of a live table. */
  private record Partition(String table, EventHour hour) {

    static Partition of(LiveRow row) {
      return new Partition(row.table().name(), EventHour.ofMicros(row.micros()));
    }
  }

  private final LandingPaths paths;
  private final Configuration configuration;

  FinalFiles(LandingPaths paths, Configuration configuration) {
    this.paths = paths;
    this.configuration = configuration;
  }

  /**
   * Writes the rows, in their order.
   *
   * @param seq the sequence number that they will ask for
   * @throws UncheckedIOException if a file cannot be written; what is there goes with the staging
   */
  List<LandedFile> write(List<LiveRow> rows, long seq, String attempt) {
    Map<Partition, List<LiveRow>> partitions =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Partition::of,
                    () ->
                        new TreeMap<>(
                            Comparator.comparing(Partition::table).thenComparing(Partition::hour)),
                    Collectors.toList()));
    List<Partition> ordered = List.copyOf(partitions.keySet());
    String staging = paths.staging(seq, attempt) + "/" + UUID.randomUUID();
    // closing a file waits for a DataNode's answer, so several at a time
    return IntStream.range(0, ordered.size())
        .parallel()
        .mapToObj(
            number ->
                write(
                    ordered.get(number),
                    partitions.get(ordered.get(number)),
                    staging + "/" + number + ".parquet",
                    seq,
                    number))
        .toList();
  }

  private LandedFile write(
      Partition partition, List<LiveRow> rows, String staged, long seq, int number) {
    String dt = partition.hour().dt();
    String hour = partition.hour().hour();
    try {
      RowFile file = new RowFile(new Path(staged), columns(rows.get(0).table()), configuration);
      try (file) {
        for (LiveRow row : rows) {
          file.write(row.columns());
        }
      }
      return LandedFile.live(
          "live." + partition.table(),
          dt,
          hour,
          staged,
          paths.liveFile(partition.table(), dt, hour, seq, number),
          file.rows(),
          file.length());
    } catch (IOException e) {
      throw new UncheckedIOException(staged + ": " + e.getMessage(), e);
    }
  }

  /** The columns of a table's files. */
  static List<Column> columns(LiveTable table) {
    return table.columns().stream()
        .map(column -> new Column(column.name(), ColumnType.valueOf(column.type().name())))
        .toList();
  }
}
