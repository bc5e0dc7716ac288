package io.millrace.warehouse.publish;

import java.util.Locale;
import java.util.UUID;

/**
 * The name of what one run writes. It is part of folder and table names.
 *
 * @param name letters, digits and underscores, at most 100
 */
public record Generation(String name) {

  public Generation {
    if (!name.matches("[A-Za-z0-9_]{1,100}")) {
      throw new IllegalArgumentException("not 1 to 100 letters, digits and underscores");
    }
  }

  /**
   * A name under this one that nobody else has. A run that is started again (by YARN, by a retry)
   * keeps its arguments, and must not write where readers of its first attempt may be reading.
   */
  public Generation attempt() {
    return new Generation(name + "_" + UUID.randomUUID().toString().substring(0, 8));
  }

  /** The table beside {@code mart.<table>} in which HiveQL writes this generation. */
  public String nextTable(String table) {
    return table + "_next_" + name.toLowerCase(Locale.ROOT);
  }
}
