package io.millrace.model.live;

import java.util.List;

/**
 * A table of the database {@code live}. Its rows lie in partitions {@code dt} and {@code hour} of
 * its first column, a time.
 *
 * @param name without the database
 * @param doc what a row is; the table's comment
 */
public record LiveTable(String name, String doc, List<LiveColumn> columns) {
  public LiveTable {
    columns = List.copyOf(columns);
  }

  /** Its name with the database. */
  public String fullName() {
    return "live." + name;
  }
}
