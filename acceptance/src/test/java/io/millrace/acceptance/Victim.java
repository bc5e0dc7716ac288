package io.millrace.acceptance;

import java.util.List;
import java.util.Random;

/** What of a daily run is killed. */
enum Victim {
  OOZIE("Oozie's server"),
  LAUNCHER("a launcher"),
  DRIVER("the Spark driver"),
  HIVESERVER2("HiveServer2"),
  METASTORE("the metastore");

  private final String words;

  Victim(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Under one of these actions it is killed. */
  String action(Random random) {
    List<String> actions = actions();
    return actions.get(random.nextInt(actions.size()));
  }

  private List<String> actions() {
    return switch (this) {
      case OOZIE, METASTORE -> List.of("curate", "activity", "publish");
      case LAUNCHER -> List.of("curate", "activity", "records", "hours", "publish");
      case DRIVER -> List.of("curate");
      case HIVESERVER2 -> List.of("activity", "records", "hours", "publish");
    };
  }

  boolean isDaemon() {
    return this == OOZIE || this == HIVESERVER2 || this == METASTORE;
  }

  /** The daemon's name, as {@code millrace status} has it. */
  String service() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
