package io.millrace.warehouse.table;

import io.millrace.model.landing.EventHour;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a {@link NowView} goes over from curated hours to landed ones: hours before it are read
 * from {@code dw}, it and later ones from {@code raw}. It stands in the view's text as literals of
 * partition columns, so that readers of some days read their partitions alone, and in a property.
 *
 * @param hour the first that is read from {@code raw}
 */
public record NowBoundary(EventHour hour) {

  /** Before every event time that there may be: all is read from {@code raw}. */
  static final NowBoundary NOTHING_CURATED = parse("1900-01-01T00");

  /** One for each of the two tables. */
  private static final int CONDITIONS = 2;

  private static final String PROPERTY = "millrace.boundary";

  /** Reads a view's properties; empty when it has no boundary. */
  public static Optional<NowBoundary> of(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(PROPERTY)).map(NowBoundary::parse);
  }

  private static NowBoundary parse(String text) {
    int t = text.indexOf('T');
    return new NowBoundary(EventHour.parse(text.substring(0, t), text.substring(t + 1)));
  }

  /** What a view with this boundary is known by. */
  public Map<String, String> properties() {
    return Map.of(PROPERTY, toString());
  }

  /**
   * A query with another boundary.
   *
   * @param query of a view that has this one, as Millrace writes it or as Hive keeps it: names with
   *     or without quotes, and with the table's name before them
   * @throws IllegalArgumentException if it is none of that
   */
  public String moved(String query, NowBoundary to) {
    Matcher condition = conditions().matcher(query);
    if (condition.results().count() != CONDITIONS) {
      throw new IllegalArgumentException(
          "the query does not go over from dw to raw at %s as Millrace writes it".formatted(this));
    }
    return condition.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(1)
                    + to.hour.dt()
                    + found.group(2)
                    + to.hour.dt()
                    + found.group(3)
                    + to.hour.hour()
                    + found.group(4)));
  }

  /** Both conditions, however the columns are named; what is between the literals in groups. */
  private Pattern conditions() {
    String column = "[\\w`.]+";
    return Pattern.compile(
        "(%1$s [<>] ')%2$s(' OR \\(%1$s = ')%2$s(' AND %1$s (?:<|>=) ')%3$s('\\))"
            .formatted(column, hour.dt(), hour.hour()));
  }

  /** The condition on partition columns of the hours before. */
  String before() {
    return "`dt` < '%1$s' OR (`dt` = '%1$s' AND `hour` < '%2$s')".formatted(hour.dt(), hour.hour());
  }

  /** The condition on partition columns of the hours from it on. */
  String since() {
    return "`dt` > '%1$s' OR (`dt` = '%1$s' AND `hour` >= '%2$s')"
        .formatted(hour.dt(), hour.hour());
  }

  /** {@code 2015-05-17T10}. */
  @Override
  public String toString() {
    return hour.dt() + "T" + hour.hour();
  }
}
