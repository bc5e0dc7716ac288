package io.millrace.ingest.infer;

import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.SourceFormat;
import java.util.ArrayList;
import java.util.List;

/** Decides what a field is, from its name and from what all its values can be read as. */
final class FieldGuess {
  /** Counts beyond may outgrow 32 bits one day. */
  private static final long LARGEST_INT = 100_000_000;

  private final SampleLayout layout;
  private final String column;
  private final String name;
  private final ColumnEvidence evidence;
  private final String doc;

  /**
   * @param column in the sample
   * @param name of the field
   * @param sample the sample's file name
   */
  FieldGuess(
      SampleLayout layout, String column, String name, ColumnEvidence evidence, String sample) {
    this.layout = layout;
    this.column = column;
    this.name = name;
    this.evidence = evidence;
    this.doc = "Column %s of %s.".formatted(column, sample);
  }

  GuessedField decide() {
    if (evidence.values() == 0) {
      return field(FieldType.STRING, List.of(), "always empty in the sample");
    }
    boolean number = !layout.texts().contains(column);
    if (number && evidence.reads(FieldType.BOOLEAN)) {
      return field(FieldType.BOOLEAN, List.of(), "");
    }
    if (NameHints.isTime(name)) {
      if (evidence.mayBeSeconds()) {
        return field(FieldType.TIMESTAMP, pattern("epoch_seconds"), "seconds since 1970");
      }
      if (evidence.mayBeMillis()) {
        return field(FieldType.TIMESTAMP, pattern("epoch_millis"), "milliseconds since 1970");
      }
      if (evidence.mayBeDigitDates()) {
        return field(FieldType.DATE, pattern(TimePattern.DIGITS.pattern()), "");
      }
    }
    if (evidence.reads(FieldType.DOUBLE)) {
      return number
          ? number()
          : field(FieldType.STRING, List.of(), "digits in quotes: kept as text");
    }
    if (evidence.reads(FieldType.TIMESTAMP)) {
      return field(FieldType.TIMESTAMP, List.of(), "");
    }
    if (evidence.reads(FieldType.DATE)) {
      return field(FieldType.DATE, List.of(), "");
    }
    return evidence.patterns().isEmpty()
        ? field(FieldType.STRING, List.of(), "")
        : time(evidence.patterns());
  }

  private GuessedField number() {
    if (evidence.hasLeadingZeros()) {
      return field(FieldType.STRING, List.of(), "digits that begin with 0: kept as text");
    }
    if (NameHints.isIdentifier(name)) {
      if (evidence.isWholeAsDecimal()) {
        return field(FieldType.STRING, List.of("as: id"), "written as 17850.0, kept as text 17850");
      }
      if (evidence.isWhole()) {
        return field(FieldType.STRING, List.of(), "says who or which: kept as text");
      }
    }
    if (evidence.reads(FieldType.MONEY)
        && (NameHints.isMoney(name) || (evidence.isCents() && !NameHints.isNoAmount(name)))) {
      return field(FieldType.MONEY, List.of(), "money, exact to four decimals");
    }
    if (evidence.isWhole()) {
      return evidence.reads(FieldType.INT) && evidence.largest() <= LARGEST_INT
          ? field(FieldType.INT, List.of(), "")
          : field(FieldType.LONG, List.of(), "");
    }
    return field(FieldType.DOUBLE, List.of(), "floating point: not exact");
  }

  private GuessedField time(List<TimePattern> patterns) {
    TimePattern first = patterns.get(0);
    boolean ambiguous = patterns.stream().anyMatch(first::swaps);
    String which = ambiguous ? "check: day or month first? the sample does not tell" : "";
    return switch (first.kind()) {
      case DATE -> field(FieldType.DATE, pattern(first.pattern()), which);
      case ZONED -> field(FieldType.TIMESTAMP, pattern(first.pattern()), which);
      case LOCAL ->
          field(
              FieldType.TIMESTAMP,
              List.of("pattern: " + YamlText.quoted(first.pattern()), "zone: UTC"),
              which.isEmpty() ? "check: of which time zone?" : which + "; and of which time zone?");
    };
  }

  private GuessedField field(FieldType type, List<String> options, String why) {
    List<String> source = new ArrayList<>();
    source.add("column: " + YamlText.quoted(column));
    source.addAll(options);
    boolean byName =
        layout.format() == SourceFormat.COMBINED_ACCESS_LOG
            ? NameHints.isPersonalInLog(column)
            : NameHints.isPersonal(name);
    boolean personal = byName || evidence.looksLikeEmail() || evidence.looksLikeAddress();
    return new GuessedField(name, type, evidence.isNeverMissing(), personal, source, doc, why);
  }

  private static List<String> pattern(String pattern) {
    return List.of("pattern: " + YamlText.quoted(pattern));
  }
}
