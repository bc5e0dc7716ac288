package io.millrace.ingest.infer;

import io.millrace.model.feed.FieldType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which fields could be the event's time, the record's id and the topic's key. */
final class Roles {
  private static final Pattern OWN_ID = Pattern.compile("id|uuid|guid|(event|record|message)_id");
  private static final Pattern OF_AN_EVENT =
      Pattern.compile(
          "(order|transaction|trip|ride|booking|payment|invoice|request|ticket|visit|sale|purchase|shipment|line|log|call|session)_(id|no|nr|number|key|uuid)");
  private static final Pattern OF_SOMEBODY =
      Pattern.compile(
          "(customer|user|account|client|visitor|member|device|vehicle|driver|patient|session|sensor|station)(_?(id|no|nr|number|key))?");
  private static final Pattern ANY_ID = Pattern.compile(".*_(id|no|nr|number|key|code)");

  private final String feed;
  private final List<GuessedField> fields;
  private final Map<String, ColumnEvidence> evidence;

  /**
   * @param evidence by field
   */
  Roles(String feed, List<GuessedField> fields, Map<String, ColumnEvidence> evidence) {
    this.feed = feed;
    this.fields = fields;
    this.evidence = evidence;
  }

  /** Those that could be the event's time, the likeliest first: never missing, instants first. */
  List<GuessedField> eventTimes() {
    List<GuessedField> times = new ArrayList<>();
    for (FieldType type : List.of(FieldType.TIMESTAMP, FieldType.DATE)) {
      fields.stream()
          .filter(f -> f.type() == type && f.required() && !NameHints.isPersonal(f.name()))
          .sorted(Comparator.comparingInt(f -> timeRank(f.name())))
          .forEach(times::add);
    }
    return times;
  }

  /** The one that identifies a record, if one does. */
  Optional<GuessedField> id() {
    return fields.stream()
        .filter(f -> f.type() == FieldType.STRING && f.required())
        .filter(f -> NameHints.mayBeRecordId(f.name()) && evidence.get(f.name()).isUnique())
        .filter(f -> idRank(f.name()) < Integer.MAX_VALUE)
        .min(Comparator.comparingInt(f -> idRank(f.name())));
  }

  /** Those whose records should stay in order, the likeliest first. */
  List<GuessedField> keys() {
    return fields.stream()
        .filter(f -> f.type() == FieldType.STRING && keyRank(f.name()) < Integer.MAX_VALUE)
        .sorted(Comparator.comparingInt(f -> keyRank(f.name())))
        .toList();
  }

  private static int timeRank(String name) {
    for (int i = 0; i < NameHints.EVENT_TIME.size(); i++) {
      if (NameHints.EVENT_TIME.get(i).matcher(name).matches()) {
        return i;
      }
    }
    return NameHints.EVENT_TIME.size();
  }

  private int idRank(String name) {
    if (OWN_ID.matcher(name).matches()) {
      return 0;
    }
    String one = feed.endsWith("s") ? feed.substring(0, feed.length() - 1) : feed;
    if (name.startsWith(one + "_")) {
      return 1;
    }
    return OF_AN_EVENT.matcher(name).matches() ? 2 : Integer.MAX_VALUE;
  }

  private static int keyRank(String name) {
    if (OF_SOMEBODY.matcher(name).matches()) {
      return 0;
    }
    return ANY_ID.matcher(name).matches() ? 1 : Integer.MAX_VALUE;
  }
}
