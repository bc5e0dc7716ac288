package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RowView;
import java.util.HashSet;
import java.util.Set;

/** A value is one of a set. */
final class SetCondition extends Condition {
  private final int position;
  private final Field field;
  private final boolean hashed;
  private final Rule.In in;
  private final Set<Object> values;

  SetCondition(Feed feed, Rule.In in) {
    super(in.name(), in.field());
    this.position = feed.indexOf(in.field());
    this.field = feed.fields().get(position);
    this.hashed = HashedText.isPossible(feed, in.field());
    this.in = in;
    this.values = new HashSet<>(in.values());
  }

  @Override
  boolean holds(RowView row) {
    Object value = row.value(position);
    return value == null || values.contains(value) || (hashed && HashedText.is(value));
  }

  @Override
  String detail(RowView row) {
    return ValueText.of(field, row.value(position))
        + " is none of "
        + ValueText.of(field.type(), in.values());
  }
}
