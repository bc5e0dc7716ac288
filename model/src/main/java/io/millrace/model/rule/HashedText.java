package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.privacy.PersonalHash;

/**
 * Whether a field's text may have been replaced by its hash: rules look at what a producer was
 * given, and landing sees the hash of it.
 */
final class HashedText {
  private HashedText() {}

  static boolean isPossible(Feed feed, String field) {
    return feed.personalData().get(field) == PersonalTreatment.HASH;
  }

  static boolean is(Object value) {
    return value instanceof String text && PersonalHash.isHash(text);
  }
}
