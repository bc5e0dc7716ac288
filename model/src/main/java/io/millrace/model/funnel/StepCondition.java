package io.millrace.model.funnel;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a step asks of one field.
 *
 * @param field which
 * @param kind how its text is compared
 * @param texts of which one must fit
 */
public record StepCondition(EventField field, Kind kind, Set<String> texts)
    implements Serializable {

  /** How a text is compared. */
  public enum Kind {
    /** It is the same text, case included. */
    EQUALS,
    /** It begins with the text. */
    PREFIX
  }

  public StepCondition {
    // not Set.copyOf, whose order differs from process to process
    texts = new LinkedHashSet<>(texts);
  }

  /** Whether an event fits; one whose field is unknown never does. */
  boolean fits(FunnelEvent event) {
    String text = event.text(field);
    if (text == null) {
      return false;
    }
    return kind == Kind.EQUALS ? texts.contains(text) : texts.stream().anyMatch(text::startsWith);
  }
}
