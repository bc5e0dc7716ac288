package io.millrace.warehouse.launch;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the driver of a Spark application threw, as it stands in the application's diagnostics.
 *
 * @param type the name of its class
 * @param message may have several lines
 * @param hasCause whether something else was behind it
 */
record DriverFailure(String type, String message, boolean hasCause) {

  private static final String SAID = "User class threw exception: ";
  private static final String CAUSE = "Caused by: ";
  private static final String OURS = "io.millrace.";

  /**
   * Columns, tables or types that do not fit a statement. Spark wraps in them what the metastore's
   * client throws, too: then there is a cause.
   */
  private static final Set<String> STATEMENTS =
      Set.of(
          "org.apache.spark.sql.AnalysisException",
          "org.apache.spark.sql.catalyst.ExtendedAnalysisException",
          "org.apache.spark.sql.catalyst.parser.ParseException");

  /**
   * Reads it.
   *
   * @param diagnostics as YARN tells them
   * @return empty when the driver threw nothing: it was killed, or never ran
   */
  static Optional<DriverFailure> of(String diagnostics) {
    int begin = diagnostics.indexOf(SAID);
    if (begin < 0) {
      return Optional.empty();
    }
    String trace = diagnostics.substring(begin + SAID.length());
    String head =
        trace
            .lines()
            .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith(CAUSE))
            .collect(Collectors.joining("\n"))
            .strip();
    int colon = head.indexOf(": ");
    String type = colon < 0 ? head : head.substring(0, colon);
    String message = colon < 0 ? head : head.substring(colon + 2);
    return Optional.of(
        new DriverFailure(type, message, trace.lines().anyMatch(line -> line.startsWith(CAUSE))));
  }

  /** Whether no further try mends it. */
  boolean isRefusal() {
    return type.startsWith(OURS) ? isOurRefusal() : STATEMENTS.contains(type) && !hasCause;
  }

  /** Its first line, with the class unless it is one of ours, whose messages say all. */
  String sentence() {
    String line = message.lines().findFirst().orElse(type);
    return type.startsWith(OURS) || line.equals(type) ? line : "%s: %s".formatted(type, line);
  }

  private boolean isOurRefusal() {
    try {
      return Failure.isRefusal(Class.forName(type, false, DriverFailure.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
