package io.millrace.streaming.live;

import io.millrace.model.landing.LandedFile;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.parquet.RowReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads what a live log has committed. */
public final class FinalRows {

  private FinalRows() {}

  /**
   * Rows of a published file, in their order.
   *
   * @param from how many to pass over
   * @param most how many to read at most
   * @return empty when the file is gone, as it is when retention has dropped its day
   * @throws UncheckedIOException if it is there and cannot be read
   */
  public static Optional<List<LiveRow>> read(
      LandedFile file, LiveTable table, long from, long most, Configuration configuration) {
    try (RowReader reader =
        new RowReader(new Path(file.path()), FinalFiles.columns(table), configuration)) {
      reader.skip(from);
      List<LiveRow> rows = new ArrayList<>();
      Object[] row;
      while (rows.size() < most && (row = reader.next()) != null) {
        rows.add(new LiveRow(table, (Long) row[0], row));
      }
      return Optional.of(rows);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file.path() + ": " + e.getMessage(), e);
    }
  }
}
