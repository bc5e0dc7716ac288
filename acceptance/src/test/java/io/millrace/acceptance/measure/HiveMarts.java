package io.millrace.acceptance.measure;

import io.millrace.acceptance.Checkout;
import io.millrace.cli.tables.HiveScript;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marts that workflow daily makes of activity by HiveQL, by the same scripts, one statement
 * after the other in a session that is warm. Nothing is swapped in.
 */
final class HiveMarts {

  private static final List<String> SCRIPTS = List.of("activity", "hours");
  private static final String GENERATION = "measured";
  private static final Pattern FILLED =
      Pattern.compile("INSERT OVERWRITE TABLE (mart\\.\\w+)_next_" + GENERATION + "\\b");

  private final Connection hive;

  HiveMarts(Connection hive) {
    this.hive = hive;
  }

  /**
   * Makes all of them.
   *
   * @param days quoted and separated by commas
   * @return how long each took, by its name: {@code mart.page_daily}
   */
  Map<String, Duration> make(String days) throws IOException, SQLException {
    Map<String, Duration> times = new TreeMap<>();
    try (Statement statement = hive.createStatement()) {
      for (String sql : statements(days)) {
        long began = System.nanoTime();
        statement.execute(sql);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Matcher filled = FILLED.matcher(sql);
        if (filled.lookingAt()) {
          times.put(filled.group(1), took);
        }
      }
      for (String mart : times.keySet()) {
        statement.execute("DROP TABLE " + mart + "_next_" + GENERATION);
      }
    }
    return times;
  }

  /** What is sent to Hive, all that the scripts leave open filled in. */
  static List<String> statements(String days) throws IOException {
    List<String> statements = new ArrayList<>();
    for (String script : SCRIPTS) {
      HiveScript.read(Checkout.root().resolve("hql/marts/" + script + ".hql"))
          .statements()
          .forEach(
              sql ->
                  statements.add(
                      sql.replace("${days}", days)
                          .replace("${hours}", "dt IN (" + days + ")")
                          .replace("${generation}", GENERATION)));
    }
    return statements;
  }
}
