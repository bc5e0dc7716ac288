package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LogTable;
import io.millrace.model.retention.KeptDays;
import io.millrace.model.retention.RetentionRules;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A table that a log writes, and what says how long its days are kept.
 *
 * @param declared from which day on, by what is declared
 */
public record DroppableTable(LogTable table, Declared declared) {

  /** From which day on a table is kept. */
  public interface Declared {

    /**
     * By the rules that are deployed.
     *
     * @param there the days that there are
     * @return empty if it is kept for ever
     */
    Optional<KeptDays> from(RetentionRules rules, Collection<LocalDate> there, LocalDate today);
  }

  /** What landing writes of a feed, kept as it is declared now. */
  static List<DroppableTable> landed(Feed feed) {
    return List.of(
        new DroppableTable(
            LogTable.raw(feed.name()), (rules, there, today) -> rules.raw(feed, there, today)),
        new DroppableTable(
            LandingPaths.quarantine(),
            (rules, there, today) -> rules.quarantine(feed, there, today)));
  }

  /**
   * A table of final windows, kept as the rules say.
   *
   * @param name with its database
   */
  public static DroppableTable live(String name) {
    return new DroppableTable(
        LogTable.live(name), (rules, there, today) -> rules.live(name, there, today));
  }
}
