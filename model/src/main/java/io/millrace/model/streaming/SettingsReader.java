package io.millrace.model.streaming;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads settings one by one by their paths. The call that reads a setting is the one place where it
 * is declared: its path, default, legal values and meaning. A wrong value is noted and the default
 * taken, so that everything wrong is found at once.
 */
final class SettingsReader {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

  private final Map<String, String> values;
  private final Map<String, Setting> declared = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param values texts by path, such as {@code compaction.min_files}
   */
  SettingsReader(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** A setting that a function reads, which gives null or throws for what is not legal. */
  <T> T read(
      String path, String standard, String legal, String meaning, Function<String, T> reading) {
    declared.put(path, new Setting(path, standard, legal, meaning));
    String text = values.get(path);
    if (text != null) {
      try {
        T value = reading.apply(text);
        if (value != null) {
          return value;
        }
      } catch (IllegalArgumentException | DateTimeException e) {
        // noted below, as any other value that is not legal
      }
      note(path, text, legal);
    }
    return reading.apply(standard);
  }

  Duration duration(String path, String standard, Duration least, Duration most, String meaning) {
    return read(
        path,
        standard,
        "an ISO-8601 duration from %s to %s".formatted(least, most),
        meaning,
        text -> {
          Duration value = Duration.parse(text);
          return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
        });
  }

  long count(String path, String standard, long least, long most, String meaning) {
    return read(
        path,
        standard,
        String.format(Locale.ROOT, "a whole number from %d to %d", least, most),
        meaning,
        text -> {
          long value = Long.parseLong(text);
          return value < least || value > most ? null : value;
        });
  }

  /** A size in bytes. */
  long bytes(String path, String standard, String least, String most, String meaning) {
    return read(
        path,
        standard,
        "a size such as 512KiB, 128MiB or 1GiB, from %s to %s".formatted(least, most),
        meaning,
        text -> {
          Long value = size(text);
          return value == null || value < size(least) || value > size(most) ? null : value;
        });
  }

  <E extends Enum<E>> E oneOf(String path, E standard, E[] legal, String meaning) {
    String names = Arrays.stream(legal).map(SettingsReader::name).collect(Collectors.joining(", "));
    return read(
        path,
        name(standard),
        "one of " + names,
        meaning,
        text ->
            Arrays.stream(legal)
                .filter(value -> name(value).equals(text))
                .findFirst()
                .orElse(null));
  }

  String text(String path, String standard, Pattern legal, String meaning) {
    return read(
        path,
        standard,
        "what matches " + legal,
        meaning,
        text -> legal.matcher(text).matches() ? text : null);
  }

  /** Notes what is wrong with several settings together. */
  void note(String path, String value, String legal) {
    problems.add("%s is %s; legal: %s".formatted(path, value, legal));
  }

  /** The settings that were asked for, in that order. */
  List<Setting> declared() {
    return List.copyOf(declared.values());
  }

  /**
   * Says what is wrong.
   *
   * @throws InvalidStreamingSettingsException naming everything, what is no setting included
   */
  void finish() {
    for (Map.Entry<String, String> given : values.entrySet()) {
      if (!declared.containsKey(given.getKey())) {
        note(given.getKey(), "no setting", String.join(", ", declared.keySet()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidStreamingSettingsException(problems);
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Long size(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return null;
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> 1;
        };
    return Long.parseLong(size.group(1)) * unit;
  }
}
