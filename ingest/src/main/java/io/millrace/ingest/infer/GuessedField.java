package io.millrace.ingest.infer;

import io.millrace.model.feed.FieldType;
import java.util.ArrayList;
import java.util.List;

/**
 * One field as guessed.
 *
 * @param name legal and unique
 * @param type what its values are
 * @param required whether no record lacked it
 * @param personal whether it likely says something about a person
 * @param source where its values come from, settings of YAML
 * @param doc what the schema says of it
 * @param why what a person should know of the guess; empty when there is nothing to say
 */
record GuessedField(
    String name,
    FieldType type,
    boolean required,
    boolean personal,
    List<String> source,
    String doc,
    String why) {

  GuessedField {
    source = List.copyOf(source);
  }

  /** A field that no column gives; required. */
  static GuessedField made(String name, FieldType type, String source, String doc, String why) {
    return new GuessedField(name, type, true, false, List.of(source), doc, why);
  }

  /** A date taken for the instant at which it begins. */
  GuessedField atMidnight() {
    List<String> midnight = new ArrayList<>(source);
    if (midnight.size() == 1) {
      midnight.add("pattern: \"uuuu-MM-dd\"");
    }
    midnight.add("zone: UTC");
    return new GuessedField(
        name,
        FieldType.TIMESTAMP,
        required,
        personal,
        midnight,
        doc,
        why.isEmpty() ? "check: of which time zone?" : why + "; and of which time zone?");
  }
}
