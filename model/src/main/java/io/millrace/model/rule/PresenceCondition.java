package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RowView;
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
  boolean holds(RowView row) {
    return present(row) >= atLeast;
  }

  @Override
  String detail(RowView row) {
    if (fields.size() == 1) {
      return "required, but " + (row.has(positions[0]) ? "empty" : "missing");
    }
    return "of " + String.join(", ", fields) + " " + present(row) + " there, needed " + atLeast;
  }

  private int present(RowView row) {
    int present = 0;
    for (int position : positions) {
      if (row.has(position) && !row.isEmpty(position)) {
        present++;
      }
    }
    return present;
  }
}
