package io.millrace.warehouse.publish;

/**
 * A table of the metastore.
 *
 * @param database its database, which is also the folder of its zone
 * @param table its name, which is also its folder
 */
public record TableName(String database, String table) {
  @Override
  public String toString() {
    return database + "." + table;
  }
}
