package io.millrace.cli.command;

import io.millrace.ingest.generate.Disturbance;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.LineForm;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What every generator asks for. */
final class GenerateOptions {

  /** Of a file, so that the same command writes the same bytes on any day. */
  static final Instant START_OF_FILES = Instant.parse("2025-01-01T00:00:00Z");

  private static final String STDOUT = "-";
  private static final String NOW = "now";
  private static final String MAX = "max";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write a new file, or - for standard output, instead of the feed's topic.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "csv or ndjson; else by the file's extension, ndjson on standard output.")
  private String format;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = {
        "Where the inventory goes: beside the file by default, in MILLRACE_HOME/generated for a"
            + " topic, nowhere for standard output."
      })
  private Path inventory;

  @Option(
      names = "--rate",
      paramLabel = "N|max",
      description = "Records a second of real time (live: 100; else as fast as it goes).")
  private String rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "So many records; repeated and malformed ones come on top.")
  private Long count;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How much time the events span: PT10M, P30D.")
  private Duration duration;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = {
        "When the first event happens: 2026-10-01, 2026-10-01T08:00:00Z, or now (live). On a topic"
            + " a past start makes a history, a run with an end; default: now. Files: 2025-01-01."
      })
  private String start;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Seconds of event time in a second of real time, for a history.")
  private Double speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Decides all that is random: same seed, same records (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--duplicates",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of records that are sent twice, 0 to 1 (${DEFAULT-VALUE}).")
  private double duplicates;

  @Option(
      names = "--late",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of records that are sent minutes to days late (${DEFAULT-VALUE}).")
  private double late;

  @Option(
      names = "--malformed",
      paramLabel = "P",
      defaultValue = "0",
      description = "Broken records beside a record, 0 to 1 (${DEFAULT-VALUE}).")
  private double malformed;

  /**
   * The settings.
   *
   * @param usualCount for when the user names neither a count nor a duration
   * @throws InvalidSettingsException naming what is wrong
   */
  GenerationSettings settings(OptionalLong usualCount) {
    OptionalLong limit = count == null ? OptionalLong.empty() : OptionalLong.of(count);
    if (limit.isEmpty() && duration == null) {
      limit = usualCount;
    }
    return new GenerationSettings(
        seed,
        rate(),
        limit,
        Optional.ofNullable(duration),
        start(),
        speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed),
        disturbance());
  }

  private Disturbance disturbance() {
    try {
      return new Disturbance(duplicates, late, malformed);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(List.of(e.getMessage()));
    }
  }

  private OptionalDouble rate() {
    if (rate == null) {
      return OptionalDouble.empty();
    } else if (rate.equals(MAX)) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    try {
      return OptionalDouble.of(Double.parseDouble(rate));
    } catch (NumberFormatException e) {
      throw new InvalidSettingsException(List.of("rate is " + rate + "; legal: a number or max"));
    }
  }

  private Optional<Instant> start() {
    if (start == null) {
      return output == null ? Optional.empty() : Optional.of(START_OF_FILES);
    } else if (start.equals(NOW)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          start.length() == "2026-10-01".length()
              ? LocalDate.parse(start).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(start));
    } catch (DateTimeException e) {
      throw new InvalidSettingsException(
          List.of(
              "start is "
                  + start
                  + "; legal: 2026-10-01, an instant 2026-10-01T08:00:00Z, or now"));
    }
  }

  /** Whether the feed's topic takes the records. */
  boolean toTopic() {
    return output == null;
  }

  /** Whether standard output takes the records. */
  boolean toStandardOutput() {
    return STDOUT.equals(output);
  }

  /** The file that takes the records. */
  Path file() {
    return Path.of(output);
  }

  /**
   * The form of the output's lines.
   *
   * @throws InvalidSettingsException when there is none
   */
  LineForm form() {
    return format == null && toStandardOutput() ? LineForm.NDJSON : form("output", output);
  }

  /**
   * The form of a file's lines.
   *
   * @param option that names the file
   * @throws InvalidSettingsException when there is none
   */
  LineForm form(String option, String file) {
    if (format != null) {
      return LineForm.of(format)
          .orElseThrow(
              () ->
                  new InvalidSettingsException(
                      List.of("format is " + format + "; legal: " + LineForm.legal())));
    }
    return LineForm.ofFile(file)
        .orElseThrow(
            () ->
                new InvalidSettingsException(
                    List.of(
                        option
                            + " is "
                            + file
                            + "; legal: a name that ends with .csv, .ndjson or .jsonl, or any with --format")));
  }

  /** Where the user wants the inventory. */
  Optional<Path> namedInventory() {
    return Optional.ofNullable(inventory);
  }

  /**
   * Where the inventory goes.
   *
   * @param besideTopic for records on a topic
   */
  Optional<Path> inventory(Path besideTopic) {
    if (inventory != null) {
      return Optional.of(inventory);
    } else if (output == null) {
      return Optional.of(besideTopic);
    }
    return toStandardOutput() ? Optional.empty() : Optional.of(Path.of(output + ".inventory.json"));
  }
}
