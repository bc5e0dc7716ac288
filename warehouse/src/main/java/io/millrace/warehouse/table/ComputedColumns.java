package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How HiveQL computes what curation adds to a feed's columns: one {@code SELECT … FROM raw.<feed>},
 * a column a line. A column whose line ends in {@code -- tells of nobody} shows so little of what
 * it is computed from that nobody is known by it.
 *
 * @param expressions by the names of their columns, in order
 * @param ofNobody the columns that are said to tell of nobody
 */
public record ComputedColumns(Map<String, String> expressions, Set<String> ofNobody) {

  /** Of a feed to which curation adds nothing. */
  public static final ComputedColumns NONE = new ComputedColumns(Map.of(), Set.of());

  private static final Pattern COLUMN =
      Pattern.compile("  (\\S.*?) +AS (\\w+),?( +-- tells of nobody)?");
  private static final Pattern WORD = Pattern.compile("\\w+");

  public ComputedColumns {
    expressions = Collections.unmodifiableMap(new LinkedHashMap<>(expressions));
    ofNobody = Set.copyOf(ofNobody);
  }

  /**
   * The columns that a file computes.
   *
   * @param hql the file's text
   * @throws IllegalArgumentException naming the line that is none of such a statement
   */
  public static ComputedColumns read(String feed, String hql) {
    List<String> lines =
        hql.lines().filter(line -> !line.startsWith("--") && !line.isBlank()).toList();
    Map<String, String> expressions = new LinkedHashMap<>();
    Set<String> ofNobody = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher column = COLUMN.matcher(line);
      if (i == 0) {
        expect("SELECT", line);
      } else if (i == lines.size() - 1) {
        expect("FROM raw.%s;".formatted(feed), line);
      } else if (column.matches()) {
        expressions.put(column.group(2), column.group(1));
        if (column.group(3) != null) {
          ofNobody.add(column.group(2));
        }
      } else {
        throw new IllegalArgumentException(
            "\"%s\" is no line \"  expression AS name,\"".formatted(line));
      }
    }
    return new ComputedColumns(expressions, ofNobody);
  }

  /**
   * The feed's personal fields, and every column whose expression has the name of one, unless it is
   * said to tell of nobody.
   */
  public Set<String> personal(Feed feed) {
    Set<String> personal = new HashSet<>(feed.personalData().keySet());
    expressions.forEach(
        (column, expression) -> {
          if (!ofNobody.contains(column) && names(expression, feed.personalData().keySet())) {
            personal.add(column);
          }
        });
    return personal;
  }

  /** Whether any word of it is one of those, wherever it stands: too many rather than too few. */
  private static boolean names(String expression, Set<String> fields) {
    return WORD.matcher(expression.toLowerCase(Locale.ROOT))
        .results()
        .anyMatch(word -> fields.contains(word.group()));
  }

  private static void expect(String expected, String line) {
    if (!line.equals(expected)) {
      throw new IllegalArgumentException(
          "\"%s\" stands where \"%s\" should".formatted(line, expected));
    }
  }
}
