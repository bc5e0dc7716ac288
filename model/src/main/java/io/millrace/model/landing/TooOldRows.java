package io.millrace.model.landing;

import java.util.Objects;

/**
 * Final rows that are in no table, since retention has dropped their day before they came.
 *
 * @param table with its database
 * @param dt the day, {@code YYYY-MM-DD}
 * @param rows how many
 */
public record TooOldRows(String table, String dt, long rows) {

  public TooOldRows {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(dt, "dt");
  }
}
