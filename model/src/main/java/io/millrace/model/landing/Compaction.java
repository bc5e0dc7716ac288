package io.millrace.model.landing;

import java.util.List;
import java.util.Objects;

/**
 * What a compaction replaced: all files of an hour. The record's own files are the hour's from then
 * on.
 *
 * @param table with its database
 * @param dt the day, {@code YYYY-MM-DD}
 * @param hour the hour, {@code HH}
 * @param location the folder that readers read before
 * @param folder the folder that readers read from then on
 * @param replaced the paths that readers no longer read
 */
public record Compaction(
    String table, String dt, String hour, String location, String folder, List<String> replaced) {

  public Compaction {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(hour, "hour");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(folder, "folder");
    replaced = List.copyOf(replaced);
  }
}
