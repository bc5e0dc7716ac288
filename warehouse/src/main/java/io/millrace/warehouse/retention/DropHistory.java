package io.millrace.warehouse.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.TableName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which days retention has ever dropped of a table, as the files of {@code ops.retention} tell it.
 * Nothing else is asked, so that the table itself need not be there.
 */
public final class DropHistory {

  private final RetentionFiles told;

  /**
   * @param root folder of the warehouse
   */
  public DropHistory(FileSystem files, String root) {
    this.told = new RetentionFiles(files, root);
  }

  /**
   * Those of some days that were dropped, or that a run which has not told it yet was about to
   * drop. They may be there all the same: nobody tells when one comes back. A day is told to be
   * dropped when it is over, so that nothing is read which was told before the first of them, and
   * of the rest the files about this table alone.
   */
  public NavigableSet<LocalDate> of(TableName table, NavigableSet<LocalDate> days)
      throws IOException {
    NavigableSet<LocalDate> dropped = new TreeSet<>();
    if (days.isEmpty()) {
      return dropped;
    }
    for (Path note : told.of(told.pending(), table.toString())) {
      try {
        add(note, dropped);
      } catch (FileNotFoundException e) {
        // What it notes has been told since, and is found below.
      }
    }
    for (Path place : told.placesFrom(days.first())) {
      for (Path file : told.of(place, table.toString())) {
        add(file, dropped);
      }
    }
    dropped.retainAll(days);
    return dropped;
  }

  private void add(Path file, NavigableSet<LocalDate> dropped) throws IOException {
    for (JsonNode line : told.lines(file)) {
      dropped.add(PartitionKey.ofName(line.path("partition_name").asText()).day());
    }
  }
}
