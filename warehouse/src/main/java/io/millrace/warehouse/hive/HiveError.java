package io.millrace.warehouse.hive;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HiveServer2 says of a statement that failed.
 *
 * @param code of Hive's {@code ErrorMsg}: 10000 to 19999 are errors of the statement, found before
 *     it ran; 20000 to 39999 are errors at run time; from 40000 on Hive does not know
 */
public record HiveError(String message, int code) {

  private static final int FIRST_OF_STATEMENTS = 10_000;
  private static final int LAST_OF_STATEMENTS = 19_999;

  /**
   * Of the codes of statements those of locks, and of the metastore or files that were away: so are
   * also a function whose jar cannot be read (10011) and a partition that went meanwhile (10006).
   */
  private static final Set<Integer> PASSING =
      Set.of(
          10006, 10011, 10104, 10105, 10262, 10263, 10270, 10280, 10281, 10293, 10307, 10308, 10320,
          10330);

  /** Without a code of their own. */
  private static final Pattern STATEMENTS =
      Pattern.compile("FAILED: ParseException |HiveAccessControlException");

  /** How Beeline tells of one. */
  private static final Pattern SAID =
      Pattern.compile(
          "^Error: (.*?) \\(state=[^,)]*,code=(-?\\d{1,9})\\)$",
          Pattern.MULTILINE | Pattern.DOTALL);

  /**
   * The error with which Beeline ended.
   *
   * @param said what Beeline said on its error stream
   */
  public static Optional<HiveError> lastOf(String said) {
    Optional<HiveError> last = Optional.empty();
    Matcher error = SAID.matcher(said);
    while (error.find()) {
      last = Optional.of(new HiveError(error.group(1), Integer.parseInt(error.group(2))));
    }
    return last;
  }

  /**
   * A failure of the driver's, to be thrown.
   *
   * @param message what and where
   */
  static PublishException thrown(String message, SQLException e) {
    HiveError error = new HiveError(String.valueOf(e.getMessage()), e.getErrorCode());
    return error.isRefusal() ? new RefusedException(message, e) : new PublishException(message, e);
  }

  /** Whether the statement itself is wrong or not allowed, so that no further try mends it. */
  public boolean isRefusal() {
    return STATEMENTS.matcher(message).find()
        || (code >= FIRST_OF_STATEMENTS && code <= LAST_OF_STATEMENTS && !PASSING.contains(code));
  }
}
