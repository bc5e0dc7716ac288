package io.millrace.bench.landing;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.util.stream.Collectors;

/** A feed's fields as Spark declares them. */
final class SparkTypes {
  private SparkTypes() {}

  static String ddl(Feed feed) {
    return feed.fields().stream()
        .map(field -> field.name() + " " + type(field.type()))
        .collect(Collectors.joining(", "));
  }

  private static String type(FieldType type) {
    return switch (type) {
      case STRING, INT, DOUBLE, BOOLEAN, TIMESTAMP, DATE -> type.name();
      case LONG -> "BIGINT";
      case MONEY -> "DECIMAL(18,4)";
    };
  }
}
