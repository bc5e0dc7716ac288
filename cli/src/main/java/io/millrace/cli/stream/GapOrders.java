package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.landing.LandingPaths;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * Orders to go on behind offsets that a topic no longer has. The driver takes an order once, when
 * it starts, and records in the commit log what it skipped.
 */
public final class GapOrders {

  private final Hdfs hdfs;

  public GapOrders(Hdfs hdfs) {
    this.hdfs = hdfs;
  }

  /**
   * Refuses feeds that are not declared.
   *
   * @throws CommandFailure naming the first of them
   */
  public static void require(List<String> feeds, List<String> declared) {
    for (String feed : feeds) {
      if (!declared.contains(feed)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--accept-gap %s: there is no such feed; there are: %s."
                .formatted(feed, String.join(", ", declared)));
      }
    }
  }

  /** Leaves an order for each of the feeds, in place of one that nobody took. */
  public void give(List<String> feeds) throws IOException {
    for (String feed : feeds) {
      String order = new LandingPaths(hdfs.root(), feed).acceptGapOrder();
      hdfs.delete(order);
      hdfs.create(order, UUID.randomUUID() + "\n");
    }
  }
}
