package io.millrace.acceptance.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A fault that landing cannot be blamed for, and that the run must therefore notice. */
enum Plant {
  /** A landed file is copied beside itself. */
  DUPLICATE,
  /** A landed file is moved away. */
  LOSS;

  private static final String ASIDE = "/acceptance/faults";

  /** Something planted, and how to undo it. */
  record Planted(List<String> undo) {}

  /** Plants it in the feed's table. */
  Planted in(FaultCluster cluster, Inventory inventory) throws SQLException {
    String file = someFile(cluster, inventory);
    String name = file.substring(file.lastIndexOf('/') + 1);
    dfs(cluster, "-mkdir", "-p", ASIDE);
    if (this == DUPLICATE) {
      String copy = file.replace(name, "planted-" + name);
      // made elsewhere: a query would find the copy under the name that it has until it is whole
      dfs(cluster, "-cp", file, ASIDE + "/" + name);
      dfs(cluster, "-mv", ASIDE + "/" + name, copy);
      return new Planted(List.of("-rm", "-skipTrash", copy));
    }
    dfs(cluster, "-mv", file, ASIDE + "/" + name);
    return new Planted(List.of("-mv", ASIDE + "/" + name, file));
  }

  static void undo(FaultCluster cluster, Planted planted) {
    dfs(cluster, planted.undo().toArray(String[]::new));
  }

  private static void dfs(FaultCluster cluster, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "hdfs";
    all[1] = "dfs";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    cluster.run(all);
  }

  /** The path of a file with rows of this run. */
  private static String someFile(FaultCluster cluster, Inventory inventory) throws SQLException {
    String query =
        """
        SELECT INPUT__FILE__NAME FROM raw.%s
        WHERE kafka_partition = 0 AND kafka_offset >= %d LIMIT 1
        """
            .formatted(FaultCluster.FEED, inventory.start(0));
    try (Connection connection =
            DriverManager.getConnection(cluster.jdbcUrl(), System.getProperty("user.name"), "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new IllegalStateException("nothing has landed yet, so nothing can be planted");
      }
      return rows.getString(1).replaceFirst("^hdfs://[^/]*", "");
    }
  }
}
