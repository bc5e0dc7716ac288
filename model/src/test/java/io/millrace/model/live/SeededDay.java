package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The day that {@code src/test/resources/live/README.md} tells of. */
final class SeededDay {
  static final Path FOLDER = Path.of("src/test/resources/live");

  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final long KAFKA_MILLIS = 1_800_000_000_000L;

  private SeededDay() {}

  static Feed feed(String name) {
    return FEEDS.require(name);
  }

  /** The rows of a feed, step by step. */
  static List<List<Object[]>> steps(String feed) {
    List<List<Object[]>> steps = new ArrayList<>();
    Path file = FOLDER.resolve(feed).resolve("1.ndjson");
    for (int step = 2; Files.exists(file); step++) {
      steps.add(rows(feed, file));
      file = FOLDER.resolve(feed).resolve(step + ".ndjson");
    }
    return steps;
  }

  /** The rows of a file of that feed's records. */
  static List<Object[]> rows(String feed, Path file) {
    RecordDecoder decoder = new RecordDecoder(feed(feed));
    List<Object[]> rows = new ArrayList<>();
    for (String line : lines(file)) {
      Decoded decoded = decoder.decode(line.getBytes(StandardCharsets.UTF_8), KAFKA_MILLIS);
      assertThat(decoded).isInstanceOf(Valid.class);
      rows.add(((Valid) decoded).values());
    }
    return rows;
  }

  /** What is expected of a view: the heading and the rows, without the explanations. */
  static List<String> expected(String view) {
    return lines(FOLDER.resolve("expected").resolve(view + ".csv")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** A value as it is written there. */
  static String cell(FieldType type, Object value) {
    if (value == null) {
      return "";
    }
    return switch (type) {
      case MONEY -> BigDecimal.valueOf((Long) value, 4).toPlainString();
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
      default -> value.toString();
    };
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
