package io.millrace.ingest.infer;

import io.millrace.ingest.infer.Declaration.Role;
import io.millrace.model.feed.FieldType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives every feed an event time, an id and a key, if need be by fields that no column gives. */
final class RoleChoice {
  private static final int MOST_NAMED = 4;

  private final String feed;
  private final FieldNames names;
  private final List<GuessedField> fields;
  private final Roles roles;
  private final Instant written;

  /**
   * @param written when the sample was; stands in where it tells no time
   */
  RoleChoice(
      String feed,
      FieldNames names,
      List<GuessedField> fields,
      Map<String, ColumnEvidence> evidence,
      Instant written) {
    this.feed = feed;
    this.names = names;
    this.fields = new ArrayList<>(fields);
    this.roles = new Roles(feed, fields, evidence);
    this.written = written;
  }

  /** The declaration of all fields, those that were added among them. */
  Declaration declare(String sample, SampleLayout layout) {
    Role eventTime = eventTime();
    Role id = id();
    Role key = key(id);
    return new Declaration(
        feed,
        sample,
        layout,
        fields,
        eventTime,
        id,
        key,
        Optional.empty(),
        Optional.empty(),
        layout.notes());
  }

  private Role eventTime() {
    List<GuessedField> candidates = roles.eventTimes();
    if (candidates.isEmpty()) {
      String name = names.of("event_time");
      fields.add(
          0,
          GuessedField.made(
              name,
              FieldType.TIMESTAMP,
              "constant: \"%s\"".formatted(written),
              "When it happened.",
              "check: no column tells a time in every record; this is when the sample was written"));
      return new Role(name, "check: no column of the sample tells a time in every record");
    }
    GuessedField chosen = candidates.get(0);
    if (chosen.type() == FieldType.DATE) {
      fields.set(fields.indexOf(chosen), chosen.atMidnight());
    }
    return new Role(
        chosen.name(),
        "check: the time that places a record in its hour"
            + others(candidates.subList(1, candidates.size())));
  }

  private Role id() {
    Optional<GuessedField> unique = roles.id();
    if (unique.isPresent()) {
      return new Role(unique.get().name(), "check: no value occurs twice in the sample");
    }
    String name = names.of("record_id");
    fields.add(
        GuessedField.made(
            name,
            FieldType.STRING,
            "record_id: true",
            "Identifies the record, the same id again is a duplicate.",
            "made of the file's content and the line's number"));
    return new Role(
        name, "check: no column identifies a record, so an id is made of file and line");
  }

  private Role key(Role id) {
    List<GuessedField> candidates =
        roles.keys().stream().filter(f -> !f.name().equals(id.field())).toList();
    if (candidates.isEmpty()) {
      return new Role(id.field(), "check: records of the same key stay in order");
    }
    return new Role(
        candidates.get(0).name(),
        "check: records of the same key stay in order"
            + others(candidates.subList(1, candidates.size())));
  }

  private static String others(List<GuessedField> others) {
    return others.isEmpty()
        ? ""
        : "; or "
            + others.stream()
                .limit(MOST_NAMED)
                .map(GuessedField::name)
                .collect(Collectors.joining(", "));
  }
}
