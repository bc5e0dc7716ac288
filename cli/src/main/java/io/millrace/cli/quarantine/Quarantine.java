package io.millrace.cli.quarantine;

import io.millrace.cli.tables.Hive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What readers of {@code raw.quarantine} see. */
public final class Quarantine {

  private static final String COUNTS = resource("counts.hql");
  private static final String RECORDS = resource("records.hql");

  private final Hive hive;

  public Quarantine(Hive hive) {
    this.hive = hive;
  }

  /** In which order records come. */
  enum Order {
    NEWEST_FIRST("q.kafka_time DESC, q.kafka_partition, q.kafka_offset DESC"),
    /** As they were sent, so that records of one key keep their order. */
    AS_SENT("q.kafka_time, q.kafka_partition, q.kafka_offset");

    private final String columns;

    Order(String columns) {
      this.columns = columns;
    }
  }

  /** How many were refused and how many of them replayed since, newest day first. */
  List<QuarantineCount> counts(QuarantineFilter filter) {
    List<QuarantineCount> counts = new ArrayList<>();
    for (List<String> row : hive.query(COUNTS.replace("${condition}", filter.condition()))) {
      counts.add(
          new QuarantineCount(
              row.get(0),
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              Long.parseLong(row.get(5)),
              Long.parseLong(row.get(6)),
              instant(row.get(7))));
    }
    return counts;
  }

  /**
   * Gives the records one by one.
   *
   * @param taker says whether it wants more
   */
  void records(QuarantineFilter filter, Order order, Predicate<QuarantinedRecord> taker) {
    hive.query(
        RECORDS.replace("${condition}", filter.condition()).replace("${order}", order.columns),
        row -> taker.test(record(row)));
  }

  private static QuarantinedRecord record(List<String> row) {
    return new QuarantinedRecord(
        row.get(0),
        row.get(1),
        new Coordinates(Integer.parseInt(row.get(2)), Long.parseLong(row.get(3))),
        instant(row.get(4)),
        row.get(5),
        row.get(6),
        row.get(7),
        row.get(8),
        row.get(9) == null ? null : Base64.getMimeDecoder().decode(row.get(9)));
  }

  /** Hive's text of a timestamp, which is UTC. */
  private static Instant instant(String text) {
    return Timestamp.valueOf(text).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }

  private static String resource(String name) {
    try (InputStream in = Quarantine.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
