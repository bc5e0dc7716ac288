package io.millrace.model.funnel;

import io.millrace.model.declaration.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code where}: what a step asks of an event. */
final class StepConditionReader {

  static final String LEGAL = "a mapping of one or more of " + keys();

  private static final String PREFIX = "_prefix";
  private static final String LEGAL_TEXTS = "one text or a list of different texts";

  private final Section section;

  StepConditionReader(Section section) {
    this.section = section;
  }

  List<StepCondition> read() {
    List<StepCondition> conditions = new ArrayList<>();
    if (section.isMapping() && section.keys().isEmpty()) {
      section.note("", "empty", LEGAL);
    }
    for (String key : section.keys()) {
      boolean isPrefix = key.endsWith(PREFIX);
      Optional<EventField> field =
          EventField.of(isPrefix ? key.substring(0, key.length() - PREFIX.length()) : key)
              .filter(f -> !isPrefix || f.isPath());
      if (field.isEmpty()) {
        section.note(key, "unknown setting", keys());
      } else {
        conditions.add(
            new StepCondition(
                field.get(),
                isPrefix ? StepCondition.Kind.PREFIX : StepCondition.Kind.EQUALS,
                texts(key, field.get())));
      }
    }
    return conditions;
  }

  private Set<String> texts(String key, EventField field) {
    String legal =
        switch (field) {
          case STATUS_CODE -> "one or more different HTTP statuses from 100 to 599";
          case IS_BOT -> "true or false";
          case PAGE, PREVIOUS_PAGE -> "one or more different paths that begin with /";
          default -> LEGAL_TEXTS;
        };
    Set<String> texts = new LinkedHashSet<>();
    List<String> written = section.texts(key, legal);
    for (String text : written) {
      if (!isLegal(field, text) || !texts.add(text)) {
        section.note(key, text, legal);
      }
    }
    if (written.isEmpty() || (field == EventField.IS_BOT && written.size() > 1)) {
      section.note(key, written.isEmpty() ? "empty" : "both", legal);
    }
    return texts;
  }

  private static boolean isLegal(EventField field, String text) {
    return switch (field) {
      case STATUS_CODE -> text.matches("[1-5][0-9]{2}");
      case IS_BOT -> text.equals("true") || text.equals("false");
      case PAGE, PREVIOUS_PAGE -> text.startsWith("/");
      default -> !text.isEmpty();
    };
  }

  private static String keys() {
    return Arrays.stream(EventField.values())
        .map(f -> f.column() + (f.isPath() ? ", " + f.column() + PREFIX : ""))
        .collect(Collectors.joining(", "));
  }
}
