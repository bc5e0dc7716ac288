package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RowView;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text matches a regular expression as a whole. Java's engine may need time that is exponential
 * in the text's length, or a stack as deep as the text is long, and the texts come from outside:
 * what is not decided within a bounded number of steps is refused. A feed's texts repeat (kinds of
 * events, pages), so some that were accepted are remembered, and are not matched again.
 */
final class PatternCondition extends Condition {
  private static final int REMEMBERED = 256;
  private static final int LONGEST_REMEMBERED = 256;

  private final int position;
  private final Field field;
  private final boolean hashed;
  private final String pattern;
  private final BoundedText text = new BoundedText();
  private final Matcher matcher;
  private final String[] accepted = new String[REMEMBERED];
  private boolean undecided;

  PatternCondition(Feed feed, Rule.Matches matches) {
    super(matches.name(), matches.field());
    this.position = feed.indexOf(matches.field());
    this.field = feed.fields().get(position);
    this.hashed = HashedText.isPossible(feed, matches.field());
    this.pattern = matches.pattern();
    this.matcher = Pattern.compile(pattern).matcher(text);
  }

  @Override
  boolean holds(RowView row) {
    if (!row.has(position)) {
      return true;
    }
    String value = row.text(position);
    return accepts(value) || (hashed && HashedText.is(value));
  }

  private boolean accepts(String value) {
    int slot = value.hashCode() & (REMEMBERED - 1);
    if (value.equals(accepted[slot])) {
      return true;
    }
    if (!matches(value)) {
      return false;
    }
    if (value.length() <= LONGEST_REMEMBERED) {
      accepted[slot] = value;
    }
    return true;
  }

  private boolean matches(String value) {
    undecided = false;
    text.set(value);
    try {
      return matcher.reset().matches();
    } catch (BoundedText.Exhausted | StackOverflowError e) {
      undecided = true;
      return false;
    }
  }

  @Override
  String detail(RowView row) {
    String value = ValueText.of(field, row.value(position));
    return undecided
        ? value + " takes too many steps to hold against " + ValueText.quote(pattern)
        : value + " does not match " + ValueText.quote(pattern);
  }
}
