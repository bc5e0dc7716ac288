package io.millrace.ingest.infer;

import io.millrace.ingest.infer.Declaration.Role;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldSource;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.SourceFormat;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.feed.TextForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Guesses a feed from a sample: a CSV file, JSON objects or an access log, plain or gzip. What is
 * guessed reads every record of the sample that was looked at.
 */
public final class SampleInference {
  private static final int MAX_LINE_BYTES = 1024 * 1024;
  private static final int MOST_DISTINCT = 200_000;

  private final Clock clock;
  private final long records;

  /**
   * @param clock says what lies in the future
   * @param records how many are looked at, from the beginning; {@link Long#MAX_VALUE} for all
   */
  public SampleInference(Clock clock, long records) {
    this.clock = clock;
    this.records = records;
  }

  /**
   * The declaration of a feed of such records.
   *
   * @param feed a legal name
   * @throws UnusableFileException when there is no such file, or it holds no record
   */
  public Inferred infer(String feed, Path sample) throws IOException {
    SourceFile file = new SourceFile(sample);
    SampleLayout layout = new LayoutDetector(file, MAX_LINE_BYTES).detect();
    Map<String, String> names = new LinkedHashMap<>();
    FieldNames legal = new FieldNames();
    layout.columns().forEach(column -> names.put(column, legal.of(column)));
    Map<String, ColumnEvidence> evidence = evidence(file, layout, names);
    List<GuessedField> fields = new ArrayList<>();
    for (String column : layout.columns()) {
      ColumnEvidence of = evidence.get(names.get(column));
      if (isWorthAField(layout, column, of)) {
        fields.add(new FieldGuess(layout, column, names.get(column), of, file.name()).decide());
      }
    }
    Instant written = written(sample);
    Declaration guessed =
        new RoleChoice(feed, legal, fields, evidence, written).declare(file.name(), layout);
    return proven(guessed, file);
  }

  /** Reads the sample by what was guessed, and lets it reach as far as the sample does. */
  private Inferred proven(Declaration guessed, SourceFile file) throws IOException {
    Trial trial = trial(guessed, file);
    Declaration reaching = trial.reaching(guessed, clock.instant());
    DeclarationText text = new DeclarationText(reaching);
    Feed feed = FeedCatalog.parse(guessed.feed(), text.yaml(), text.avsc());
    return new Inferred(
        feed,
        text.yaml(),
        text.avsc(),
        trial.records(),
        trial.refused(),
        trial.firstRefused(),
        toCheck(reaching));
  }

  private Trial trial(Declaration guessed, SourceFile file) throws IOException {
    DeclarationText text = new DeclarationText(guessed);
    Feed feed = FeedCatalog.parse(guessed.feed(), text.yaml(), text.avsc());
    Trial trial = new Trial(feed.indexOf(feed.eventTimeField()));
    SourceMapping mapping = feed.sources().values().iterator().next();
    new SampleRecords(file, feed, mapping, MAX_LINE_BYTES).forEach(records, trial::see);
    return trial;
  }

  /** What each column's values could be, each read as text by a feed of nothing but texts. */
  private Map<String, ColumnEvidence> evidence(
      SourceFile file, SampleLayout layout, Map<String, String> names) throws IOException {
    List<Field> fields = new ArrayList<>();
    Map<String, FieldSource> sources = new LinkedHashMap<>();
    List<ColumnEvidence> evidence = new ArrayList<>();
    names.forEach(
        (column, name) -> {
          fields.add(new Field(name, FieldType.STRING, false, column));
          sources.put(name, new FieldSource.Column(column, TextForm.TEXT, List.of()));
          evidence.add(new ColumnEvidence(NameHints.mayBeRecordId(name) ? MOST_DISTINCT : 0));
        });
    String any = fields.get(0).name();
    SourceMapping mapping = new SourceMapping("texts", layout.format(), layout.csv(), sources);
    Feed texts =
        Feed.builder("texts")
            .key(List.of(any))
            .eventTimeField(any)
            .idField(any)
            .fields(fields)
            .build();
    new SampleRecords(file, texts, mapping, MAX_LINE_BYTES)
        .forEach(
            records,
            (line, mapped) -> {
              if (mapped instanceof Mapped.Row row) {
                for (int i = 0; i < evidence.size(); i++) {
                  evidence.get(i).see((String) row.values()[i]);
                }
              }
            });
    Map<String, ColumnEvidence> byName = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      byName.put(fields.get(i).name(), evidence.get(i));
    }
    if (evidence.stream().allMatch(e -> e.values() == 0)) {
      throw new UnusableFileException(
          "%s holds no record of format %s with a value, so there is nothing to guess from."
              .formatted(file.name(), layout.format().declared()),
          null);
    }
    return byName;
  }

  /** In an access log the whole request says what its parts say, and a dash says nothing. */
  private static boolean isWorthAField(
      SampleLayout layout, String column, ColumnEvidence evidence) {
    return layout.format() != SourceFormat.COMBINED_ACCESS_LOG
        || (!column.equals("request") && evidence.values() > 0);
  }

  private Instant written(Path sample) throws IOException {
    Instant modified = Files.getLastModifiedTime(sample).toInstant();
    Instant now = clock.instant();
    return (modified.isBefore(now) ? modified : now).truncatedTo(ChronoUnit.SECONDS);
  }

  /** What of the guess a person should look at. */
  private static List<String> toCheck(Declaration declared) {
    List<String> check = new ArrayList<>(declared.layout().notes());
    check.add(told("key", declared.key()));
    check.add(told("event_time", declared.eventTime()));
    check.add(told("id", declared.id()));
    declared.fields().stream()
        .filter(field -> field.why().startsWith(Role.CHECK))
        .forEach(field -> check.add(told(field.name(), field.why())));
    String personal =
        declared.fields().stream()
            .filter(GuessedField::personal)
            .map(GuessedField::name)
            .collect(Collectors.joining(", "));
    if (!personal.isEmpty()) {
      check.add("personal_data: likely " + personal);
    }
    return check;
  }

  private static String told(String setting, Role role) {
    return told("%s is %s".formatted(setting, role.field()), role.why());
  }

  private static String told(String what, String why) {
    return "%s: %s".formatted(what, why.substring(Role.CHECK.length()));
  }
}
