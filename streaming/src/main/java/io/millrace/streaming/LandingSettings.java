package io.millrace.streaming;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The application's arguments.
 *
 * @param feeds the folder of the feeds' declarations, each a folder with a folder for each version
 * @param brokers Kafka's bootstrap servers
 * @param root the root of all zones
 * @param trigger how often a batch may begin
 * @param maxOffsets records per batch at most
 * @param tasks into how many files at most a batch's rows of one hour go
 */
record LandingSettings(
    String feeds, String brokers, String root, Duration trigger, long maxOffsets, int tasks) {

  static final String USAGE =
      "--feeds DIR --brokers HOST:PORT --root DIR [--trigger PT1S] [--max-offsets 200000] [--tasks 1]";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static LandingSettings parse(String[] args) {
    List<String> problems = new ArrayList<>();
    String feeds = null;
    String brokers = null;
    String root = null;
    Duration trigger = Duration.ofSeconds(1);
    long maxOffsets = 200_000;
    int tasks = 1;
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        problems.add(args[i] + " has no value");
        break;
      }
      String value = args[i + 1];
      try {
        switch (args[i]) {
          case "--feeds" -> feeds = value;
          case "--brokers" -> brokers = value;
          case "--root" ->
              root = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
          case "--trigger" -> trigger = Duration.parse(value);
          case "--max-offsets" -> maxOffsets = positive(Long.parseLong(value));
          case "--tasks" -> tasks = Math.toIntExact(positive(Long.parseLong(value)));
          default -> problems.add("unknown option " + args[i]);
        }
      } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
        problems.add(args[i] + " " + value + ": " + e.getMessage());
      }
    }
    if (feeds == null || brokers == null || root == null) {
      problems.add("--feeds, --brokers and --root are required");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems) + ". Usage: " + USAGE);
    }
    return new LandingSettings(feeds, brokers, root, trigger, maxOffsets, tasks);
  }

  private static long positive(long value) {
    if (value < 1) {
      throw new NumberFormatException("must be 1 or more");
    }
    return value;
  }
}
