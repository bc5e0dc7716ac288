package io.millrace.ingest.site.simulate;

import io.millrace.ingest.site.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a simulation goes, or went.
 *
 * @param running how long
 * @param active visitors now
 * @param leastActive fewest visitors at any second since the beginning
 * @param mostActive most visitors at any second
 * @param visits that began
 * @param answers of the sites
 * @param errors among them, 400 or more
 * @param unanswered requests
 * @param missing sections and elements that visitors did not find
 * @param events by type
 * @param posts to the collector
 * @param acknowledged records
 * @param refused records
 * @param putOff posts answered by 429 or 503
 * @param failedPosts posts without a good answer
 * @param dropped records
 * @param waiting records whose fate is open
 * @param funnel its steps
 */
public record SimulationReport(
    Duration running,
    int active,
    int leastActive,
    int mostActive,
    long visits,
    long answers,
    long errors,
    long unanswered,
    long missing,
    Map<EventType, Long> events,
    long posts,
    long acknowledged,
    long refused,
    long putOff,
    long failedPosts,
    long dropped,
    long waiting,
    List<Step> funnel) {

  /** All that tags were given. */
  public long records() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * A step of the funnel.
   *
   * @param page that it is
   * @param before visits that reached the step before; for the first, all
   * @param reached visits that reached this one
   * @param expected conversion that follows from the description
   */
  public record Step(String page, long before, long reached, double expected) {

    /** The share of the visits that came so far; NaN when none did. */
    public double observed() {
      return (double) reached / before;
    }

    /** Standard deviation of {@link #observed} if each visit decides for itself. */
    public double deviation() {
      return Math.sqrt(expected * (1 - expected) / before);
    }
  }
}
