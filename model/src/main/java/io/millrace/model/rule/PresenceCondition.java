package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Rule;
import java.util.List;

/** At least so many fields are neither null nor empty. */
final class PresenceCondition extends Condition {
  private final List<String> fields;
  private final int[] positions;
  private final int atLeast;

  PresenceCondition(Feed feed, Rule.Required required) {
    super(required.name(), required.fields().size() == 1 ? required.fields().get(0) : null);
    this.fields = required.fields();
    this.positions = fields.stream().mapToInt(feed::indexOf).toArray();
    this.atLeast = required.atLeast();
  }

  @Override
  boolean holds(Object[] row) {
    return present(row) >= atLeast;
  }

  @Override
  String detail(Object[] row) {
    if (fields.size() == 1) {
      return "required, but " + (row[positions[0]] == null ? "missing" : "empty");
    }
    return "of " + String.join(", ", fields) + " " + present(row) + " there, needed " + atLeast;
  }

  private int present(Object[] row) {
    int present = 0;
    for (int position : positions) {
      if (row[position] != null && !"".equals(row[position])) {
        present++;
      }
    }
    return present;
  }
}
