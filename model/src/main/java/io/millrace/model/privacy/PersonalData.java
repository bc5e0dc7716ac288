package io.millrace.model.privacy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.record.RowBuffer;

/**
 * Treats the personal fields of a feed's rows as the feed declares it. Producers do so before a
 * record reaches Kafka, and landing once more for producers that did not: twice is as once.
 *
 * <p>For thread-confined use; create one for each thread or task.
 */
public final class PersonalData {
  private final PersonalHash hash;
  private final int[] hashed;
  private final int[] dropped;

  /**
   * Prepares the treatment of that feed's rows.
   *
   * @throws IllegalArgumentException when a field is hashed that is no text, which one that {@link
   *     io.millrace.model.feed.FeedCatalog} has read never is
   */
  public PersonalData(Feed feed, Salt salt) {
    this.hash = new PersonalHash(salt);
    this.hashed = positions(feed, PersonalTreatment.HASH);
    this.dropped = positions(feed, PersonalTreatment.DROP);
    for (int position : hashed) {
      if (feed.fields().get(position).type() != FieldType.STRING) {
        throw new IllegalArgumentException(
            feed.fields().get(position).name() + " is hashed, but no STRING");
      }
    }
  }

  /** Whether rows of that feed are changed at all; where not, nobody needs a salt. */
  public static boolean changes(Feed feed) {
    return feed.personalData().values().stream().anyMatch(t -> t != PersonalTreatment.KEEP);
  }

  /** Hashes and drops in place. */
  public void protect(Object[] row) {
    for (int position : dropped) {
      row[position] = null;
    }
    for (int position : hashed) {
      if (row[position] != null) {
        row[position] = hash.of((String) row[position]);
      }
    }
  }

  /** The same, of a row without objects. */
  public void protect(RowBuffer row) {
    for (int position : dropped) {
      row.clear(position);
    }
    for (int position : hashed) {
      if (row.has(position)) {
        byte[] in = row.textIn(position);
        int from = row.textFrom(position);
        int length = row.textLength(position);
        if (!PersonalHash.isHash(in, from, length)) {
          row.set(position, hash.of(in, from, length), 0, PersonalHash.LENGTH);
        }
      }
    }
  }

  private static int[] positions(Feed feed, PersonalTreatment treatment) {
    return feed.personalData().entrySet().stream()
        .filter(e -> e.getValue() == treatment)
        .mapToInt(e -> feed.indexOf(e.getKey()))
        .toArray();
  }
}
