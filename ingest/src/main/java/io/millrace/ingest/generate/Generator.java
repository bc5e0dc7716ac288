package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import java.util.List;

/** A kind of records that can be generated. */
public interface Generator {

  /** The feed that takes them, by name. */
  String feed();

  /** The fields of which the inventory counts each value: those with at most some thousands. */
  List<String> counted();

  /** Mean records in a second of event time, for a history for which nothing says otherwise. */
  double usualPerSecond();

  /**
   * A source of clean records.
   *
   * @param feed as declared, with the fields that this generator knows
   */
  RecordSource source(Feed feed, Timeline timeline, long seed);
}
