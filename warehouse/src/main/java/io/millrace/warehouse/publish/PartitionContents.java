package io.millrace.warehouse.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.orc.ColumnStatistics;
import org.apache.orc.DoubleColumnStatistics;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.impl.ColumnStatisticsImpl;

/**
 * What the footers of a partition's ORC files say of its rows. Two generations that say the same
 * hold the same rows as far as anybody asks: the same number of them, and in each column the same
 * number of values, with the same least, greatest and sum (of a text's: its length). How rows are
 * spread over files makes no difference. No row is read.
 *
 * @param rows how many there are
 * @param columns what is said of each column, nested ones on their own, in the files' order; empty
 *     when there is no file
 */
record PartitionContents(long rows, List<String> columns) {

  PartitionContents {
    columns = List.copyOf(columns);
  }

  /**
   * Reads the footers.
   *
   * @param folder the partition's; one that does not exist has no rows
   * @throws IOException also when a file is none of ORC
   */
  static PartitionContents of(FileSystem files, Path folder) throws IOException {
    long rows = 0;
    List<ColumnStatisticsImpl> merged = new ArrayList<>();
    for (Path file : DataFiles.of(files, folder).paths()) {
      try (Reader reader =
          OrcFile.createReader(file, OrcFile.readerOptions(files.getConf()).filesystem(files))) {
        rows += reader.getNumberOfRows();
        ColumnStatistics[] columns = reader.getStatistics();
        for (int i = 0; i < columns.length; i++) {
          ColumnStatisticsImpl column = (ColumnStatisticsImpl) columns[i];
          if (i < merged.size()) {
            merged.get(i).merge(column);
          } else {
            merged.add(column);
          }
        }
      }
    }
    return new PartitionContents(rows, merged.stream().map(PartitionContents::words).toList());
  }

  private static String words(ColumnStatistics column) {
    if (column instanceof DoubleColumnStatistics numbers) {
      // A sum of floating point numbers depends in its last digits on their order.
      return String.format(
          Locale.ROOT,
          "%d %.9e %.9e %.9e",
          numbers.getNumberOfValues(),
          numbers.getMinimum(),
          numbers.getMaximum(),
          numbers.getSum());
    }
    // How many bytes they take depends on how they are spread over files.
    return column.toString().replaceAll(" ?bytesOnDisk: \\d+", "");
  }
}
