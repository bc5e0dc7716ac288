package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import java.io.Serializable;
import java.util.Optional;

/**
 * What landing knows of a feed while it lands with one version of it; tasks get it too.
 *
 * @param version its number, from 1
 * @param feed as that version declares it
 * @param salt of personal hashes; null for a feed that changes no personal data
 */
record Declaration(int version, Feed feed, Salt salt) implements Serializable {

  /** How rows are protected, or empty where they stay as they are. For one thread. */
  Optional<PersonalData> personalData() {
    return Optional.ofNullable(salt).map(secret -> new PersonalData(feed, secret));
  }
}
