package io.millrace.cli.demo;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundled file of real records.
 *
 * @param feed for which feed it is
 * @param source the feed's mapping that reads it
 * @param file where it is below the samples' folder
 */
record Sample(String feed, String source, String file) {

  /** The days that the samples are of. */
  static final String DAYS = "2010-12-01..2010-12-03,2015-05-17..2015-05-20";

  static final List<Sample> ALL =
      List.of(
          new Sample("activity", "access-log", "web-log/apache_logs.gz"),
          new Sample("orders", "online-retail", "orders/2010-12-01.csv"),
          new Sample("orders", "online-retail", "orders/2010-12-02.csv"),
          new Sample("orders", "online-retail", "orders/2010-12-03.csv"));

  Path in(Checkout checkout) {
    return checkout.samples().resolve(file);
  }

  /**
   * Makes sure that every sample is there.
   *
   * @throws CommandFailure naming all that are not
   */
  static void requireAll(Checkout checkout) {
    List<String> missing =
        ALL.stream()
            .map(sample -> sample.in(checkout))
            .filter(path -> !Files.isReadable(path))
            .map(Path::toString)
            .toList();
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "The demo's samples are not there: %s. Is this a whole checkout? git restore samples brings them back."
              .formatted(String.join(", ", missing)));
    }
  }
}
