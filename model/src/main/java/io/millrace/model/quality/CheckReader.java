package io.millrace.model.quality;

import io.millrace.model.declaration.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the checks of one table, which must differ in their names. */
final class CheckReader {

  static final String LEGAL_CHECK =
      "a mapping with name, one of not_null, unique, range, references, volume, fresh, and severity";
  static final String LEGAL_FEED_CHECK = "a mapping with name, one of volume, fresh, and severity";

  private static final List<String> KINDS =
      List.of("not_null", "unique", "range", "references", "volume", "fresh");
  private static final List<String> FEED_KINDS = List.of("volume", "fresh");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int MOST_DAYS = 31;

  private final Set<String> names = new HashSet<>();

  /** A check of a table; of no use once anything has been noted. */
  Check check(Section section) {
    String name = name(section);
    Severity severity = severity(section);
    Check check =
        switch (kind(section, KINDS)) {
          case "not_null" -> new Check.NotNull(name, severity, columns(section, "not_null"));
          case "unique" -> new Check.Unique(name, severity, columns(section, "unique"));
          case "range" -> range(section, name, severity);
          case "references" -> references(section, name, severity);
          case "volume" -> volume(section.section("volume"), name, severity);
          case "fresh" -> {
            Section fresh = section.section("fresh");
            String column = column(fresh, "column");
            yield new Check.Fresh(name, severity, column, within(fresh));
          }
          default -> null;
        };
    section.refuseOthers();
    return check;
  }

  /** A check of any feed; of no use once anything has been noted. */
  Quality.FeedCheck feedCheck(Section section) {
    String name = name(section);
    Severity severity = severity(section);
    Quality.FeedCheck check =
        switch (kind(section, FEED_KINDS)) {
          case "volume" -> {
            Check volume = volume(section.section("volume"), name, severity);
            yield feed -> volume;
          }
          case "fresh" -> {
            Duration within = within(section.section("fresh"));
            yield feed -> new Check.Fresh(name, severity, feed.eventTimeField(), within);
          }
          default -> null;
        };
    section.refuseOthers();
    return check;
  }

  private String name(Section section) {
    String legal = "a name of its own that matches " + NAME;
    String name = section.required("name", legal);
    if (name != null && (!NAME.matcher(name).matches() || !names.add(name))) {
      section.note("name", name, legal);
    }
    return name;
  }

  private static Severity severity(Section section) {
    return section.read(
        "severity",
        Severity.WARNING,
        "warning or blocking",
        text ->
            Arrays.stream(Severity.values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(null));
  }

  private static String kind(Section section, List<String> legal) {
    List<String> given = legal.stream().filter(section::has).toList();
    if (given.size() != 1) {
      section.expect(legal.toArray(String[]::new));
      section.expect("column");
      section.note(
          "",
          given.isEmpty() ? "no kind of check" : String.join(" and ", given),
          "exactly one of " + String.join(", ", legal));
      return "";
    }
    return given.get(0);
  }

  private static List<String> columns(Section section, String key) {
    String legal = "a column or a list of different columns";
    List<String> columns = new ArrayList<>();
    for (String column : section.texts(key, legal)) {
      if (!NAME.matcher(column).matches() || columns.contains(column)) {
        section.note(key, column, legal);
      }
      columns.add(column);
    }
    return columns;
  }

  private static String column(Section section, String key) {
    String legal = "a column, which matches " + NAME;
    String column = section.required(key, legal);
    if (column != null && !NAME.matcher(column).matches()) {
      section.note(key, column, legal);
    }
    return column;
  }

  private static Check range(Section section, String name, Severity severity) {
    String column = column(section, "column");
    Section range = section.section("range");
    Optional<BigDecimal> min = number(range, "min", null);
    Optional<BigDecimal> max = number(range, "max", null);
    bounds(range, "min", min, "max", max);
    return new Check.InRange(name, severity, column, min, max);
  }

  private static Check volume(Section volume, String name, Severity severity) {
    Optional<BigDecimal> least = number(volume, "at_least", BigDecimal.ZERO);
    Optional<BigDecimal> most = number(volume, "at_most", BigDecimal.ZERO);
    bounds(volume, "at_least", least, "at_most", most);
    return new Check.Volume(name, severity, least, most);
  }

  private static Check references(Section section, String name, Severity severity) {
    String column = column(section, "column");
    Section other = section.section("references");
    String legalTable = "a table with its database, dw or mart: dw.orders";
    String table = other.required("table", legalTable);
    if (table != null && !QualityReader.TABLE.matcher(table).matches()) {
      other.note("table", table, legalTable);
    }
    String to = column(other, "column");
    Integer days =
        other.read(
            "days",
            0,
            "a whole number from 0 to " + MOST_DAYS,
            text -> {
              int number = Integer.parseInt(text);
              return number < 0 || number > MOST_DAYS ? null : number;
            });
    other.refuseOthers();
    return new Check.References(name, severity, column, table, to, days == null ? 0 : days);
  }

  private static Duration within(Section fresh) {
    if (!fresh.has("within")) {
      fresh.note("within", "missing", "an ISO-8601 duration such as PT6H");
    }
    Duration within = fresh.duration("within", null, true);
    fresh.refuseOthers();
    return within;
  }

  private static Optional<BigDecimal> number(Section section, String key, BigDecimal least) {
    String legal = least == null ? "a number" : "a number, not negative";
    return Optional.ofNullable(
        section.read(
            key,
            null,
            legal,
            text -> {
              BigDecimal number = new BigDecimal(text);
              boolean tooLong = number.precision() > 30 || Math.abs(number.scale()) > 30;
              boolean tooSmall = least != null && number.compareTo(least) < 0;
              return tooLong || tooSmall ? null : number;
            }));
  }

  private static void bounds(
      Section section,
      String least,
      Optional<BigDecimal> min,
      String most,
      Optional<BigDecimal> max) {
    section.refuseOthers();
    if (!section.has(least) && !section.has(most)) {
      section.note("", "without bounds", "%s, %s or both".formatted(least, most));
    } else if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      section.note("", "%s greater than %s".formatted(least, most), "a span with room in it");
    }
  }
}
