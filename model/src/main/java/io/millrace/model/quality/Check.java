package io.millrace.model.quality;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that is asked of each partition of a table. */
public sealed interface Check {

  /** By which results name it; no two of a table have the same. */
  String name();

  Severity severity();

  /** The word by which declarations name its kind. */
  String kind();

  /** For people: what it asks. */
  String rule();

  /** The columns of the checked table that it looks at. */
  List<String> columns();

  /** Every row has a value in each of the columns. */
  record NotNull(String name, Severity severity, List<String> columns) implements Check {
    public NotNull {
      columns = List.copyOf(columns);
    }

    @Override
    public String kind() {
      return "not_null";
    }

    @Override
    public String rule() {
      return "%s not null".formatted(String.join(", ", columns));
    }
  }

  /**
   * No two rows of a partition agree in all of the columns. Of a single column, nulls are left out;
   * of several, null is a value like any other.
   */
  record Unique(String name, Severity severity, List<String> columns) implements Check {
    public Unique {
      columns = List.copyOf(columns);
    }

    @Override
    public String kind() {
      return "unique";
    }

    @Override
    public String rule() {
      return "%s unique within the partition".formatted(String.join(", ", columns));
    }
  }

  /** Every number in the column lies between two bounds, both included; nulls are left out. */
  record InRange(
      String name,
      Severity severity,
      String column,
      Optional<BigDecimal> min,
      Optional<BigDecimal> max)
      implements Check {

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String kind() {
      return "range";
    }

    @Override
    public String rule() {
      return "%s %s".formatted(column, span(min, max));
    }
  }

  /**
   * Every value in the column is found in a column of another table; nulls are left out.
   *
   * @param table the other table, with its database; partitioned by dt
   * @param to its column
   * @param days how many days before the checked one are looked through besides the day itself
   */
  record References(
      String name, Severity severity, String column, String table, String to, int days)
      implements Check {

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String kind() {
      return "references";
    }

    @Override
    public String rule() {
      return "%s found in %s.%s of that day%s"
          .formatted(
              column,
              table,
              to,
              days == 0 ? "" : String.format(Locale.ROOT, " or the %d before", days));
    }
  }

  /**
   * The partition has about as many rows as the same one a week before; without that, or if it is
   * empty, there is nothing to compare with.
   *
   * @param atLeast rows divided by those of a week before
   * @param atMost the same
   */
  record Volume(
      String name, Severity severity, Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost)
      implements Check {

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public String kind() {
      return "volume";
    }

    @Override
    public String rule() {
      return "rows divided by those of the same partition a week before %s"
          .formatted(span(atLeast, atMost));
    }
  }

  /**
   * The latest time in the column is not long before the end of the partition, or before now where
   * the partition has not ended; an empty partition has none.
   */
  record Fresh(String name, Severity severity, String column, Duration within) implements Check {

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String kind() {
      return "fresh";
    }

    @Override
    public String rule() {
      return "latest %s at most %s before the end of the partition".formatted(column, within);
    }
  }

  private static String span(Optional<BigDecimal> least, Optional<BigDecimal> most) {
    return Stream.of(
            least.map(min -> "at least " + min.toPlainString()),
            most.map(max -> "at most " + max.toPlainString()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" and "));
  }
}
