package io.millrace.ingest.infer;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes legal names of fields from whatever columns are called; each name is given once. */
final class FieldNames {
  private static final int LONGEST = 55;
  private static final Set<String> RESERVED =
      Set.of("kafka_partition", "kafka_offset", "kafka_time", "ingest_time", "dt", "hour");

  private final Set<String> given = new HashSet<>();

  /** A name of lower-case letters, digits and underscores, none that was given before. */
  String of(String column) {
    String name = snake(column);
    String base = RESERVED.contains(name) ? name + "_value" : name;
    String free = base;
    for (int i = 2; !given.add(free); i++) {
      free = base + "_" + i;
    }
    return free;
  }

  private static String snake(String column) {
    String plain = Normalizer.normalize(column, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    String name =
        plain
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    if (name.length() > LONGEST) {
      name = name.substring(0, LONGEST).replaceAll("_+$", "");
    }
    if (name.isEmpty()) {
      return "column";
    }
    return Character.isDigit(name.charAt(0)) ? "column_" + name : name;
  }
}
