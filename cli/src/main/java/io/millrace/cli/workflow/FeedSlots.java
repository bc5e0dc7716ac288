package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * The feeds that a coordinator waits for. Its definition has a fixed number of them; a place that
 * is not needed names the last one again.
 */
final class FeedSlots {

  /** How many there are. */
  static final int COUNT = 4;

  private FeedSlots() {}

  /**
   * Puts feeds into the places.
   *
   * @throws CommandFailure if they are more
   */
  static void fill(Properties properties, List<String> feeds) {
    if (feeds.size() > COUNT) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--feeds names %d feeds; a run can wait for %d. More of them take more datasets in oozie/coordinators."
              .formatted(feeds.size(), COUNT));
    }
    for (int i = 0; i < COUNT; i++) {
      properties.setProperty(name(i), feeds.get(Math.min(i, feeds.size() - 1)));
    }
  }

  /** The feeds in the places, each once. */
  static List<String> feeds(Properties properties) {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> properties.getProperty(name(i)))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static String name(int index) {
    return "feed_" + (index + 1);
  }
}
