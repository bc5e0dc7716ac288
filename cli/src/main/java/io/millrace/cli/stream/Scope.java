package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.model.streaming.StreamingSettings.Applications;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * Which feeds an application lands.
 *
 * @param feed the one feed, or empty for all
 */
public record Scope(Optional<String> feed) {

  /** The tag of every streaming application. */
  static final String TAG = "millrace-streaming";

  static final Scope ALL = new Scope(Optional.empty());

  /** That of an application on YARN, by its name. */
  public static Scope of(ApplicationReport report) {
    String name = report.getName();
    return name.startsWith(TAG + "-")
        ? new Scope(Optional.of(name.substring(TAG.length() + 1)))
        : ALL;
  }

  /**
   * The applications for those feeds.
   *
   * @param chosen the names of feeds that a person gave; none for all
   * @param declared the names of all feeds
   * @throws CommandFailure if feeds were named and one application lands all, or one is not
   *     declared
   */
  public static List<Scope> of(
      Applications applications, List<String> chosen, List<String> declared) {
    for (String name : chosen) {
      if (!declared.contains(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "There is no feed '%s'; there are: %s.".formatted(name, String.join(", ", declared)));
      }
    }
    if (applications == Applications.PER_FEED) {
      return (chosen.isEmpty() ? declared : chosen)
          .stream().map(f -> new Scope(Optional.of(f))).toList();
    }
    if (!chosen.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "One application lands all feeds, so %s cannot be started or stopped alone. For one of its own each, set in conf/streaming.yaml: applications: per_feed"
              .formatted(String.join(", ", chosen)));
    }
    return List.of(ALL);
  }

  /** Its name on YARN, which is one of its tags as well. */
  String name() {
    return feed.map(f -> TAG + "-" + f).orElse(TAG);
  }

  /** Whether both land some feed. */
  boolean overlaps(Scope other) {
    return feed.isEmpty() || other.feed.isEmpty() || feed.equals(other.feed);
  }

  /** Whether it lands that feed. */
  boolean lands(String name) {
    return feed.isEmpty() || feed.get().equals(name);
  }

  /** For people, within a sentence. */
  @Override
  public String toString() {
    return "streaming application" + feed.map(f -> " of feed " + f).orElse("");
  }
}
