package io.millrace.acceptance;

import java.util.List;
import java.util.Random;

/** What of a daily run is killed. */
enum Victim {
  OOZIE("Oozie's server", List.of("curate", "activity", "publish")),
  LAUNCHER("a launcher", List.of("curate", "activity", "commerce", "publish")),
  DRIVER("the Spark driver", List.of("curate")),
  HIVESERVER2("HiveServer2", List.of("activity", "commerce", "publish")),
  METASTORE("the metastore", List.of("curate", "activity", "publish"));

  private final String words;
  private final List<String> actions;

  Victim(String words, List<String> actions) {
    this.words = words;
    this.actions = actions;
  }

  String words() {
    return words;
  }

  /** Under one of these actions it is killed. */
  String action(Random random) {
    return actions.get(random.nextInt(actions.size()));
  }

  boolean isDaemon() {
    return this == OOZIE || this == HIVESERVER2 || this == METASTORE;
  }

  /** The daemon's name, as {@code millrace status} has it. */
  String service() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
