package io.millrace.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineReader;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.Refused;
import io.millrace.model.rule.RuleCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Every row of the bundled samples meets the rules of its feed, before and after protection. */
class SampleRulesTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Salt SALT = Salt.parse("salt", "0123456789abcdef".repeat(4));

  @Test
  void everyLineOfTheAccessLogMeetsTheRules() throws Exception {
    Feed activity = FEEDS.require("activity");

    List<Object[]> rows = rows(activity, Path.of("../samples/web-log/apache_logs.gz"));

    assertThat(rows).hasSize(10_000);
    assertThat(refusals(activity, rows)).isEmpty();
  }

  /** Counted from the same data in CSV, which another program reads. */
  @Test
  void linesOfTheAccessLogAreInTheirCountries() throws Exception {
    Feed activity = FEEDS.require("activity");

    List<Object[]> rows = rows(activity, Path.of("../samples/web-log/apache_logs.gz"));

    Map<Object, Long> lines =
        rows.stream()
            .map(row -> row[activity.indexOf("country")])
            .map(country -> country == null ? "nowhere" : country)
            .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    assertThat(lines)
        .hasSize(97)
        .containsAllEntriesOf(
            Map.of(
                "US", 3_895L, "FR", 872L, "DE", 577L, "SE", 442L, "IN", 423L, "CN", 417L, "GB",
                295L, "ES", 222L, "RU", 203L, "nowhere", 20L));
    assertThat(rows)
        .allMatch(row -> row[activity.indexOf("region")] == null)
        .allMatch(row -> row[activity.indexOf("city")] == null);
  }

  @Test
  void everyOrderLineMeetsTheRules() throws Exception {
    Feed orders = FEEDS.require("orders");
    List<Object[]> rows = new ArrayList<>();

    for (String day : List.of("2010-12-01", "2010-12-02", "2010-12-03")) {
      rows.addAll(rows(orders, Path.of("../samples/orders", day + ".csv")));
    }

    assertThat(rows).hasSize(7_419);
    assertThat(refusals(orders, rows)).isEmpty();
  }

  @Test
  void ruleThatTheSamplesDoNotMeetIsNoticed() throws Exception {
    Feed activity = FEEDS.require("activity");
    List<Object[]> rows = rows(activity, Path.of("../samples/web-log/apache_logs.gz"));

    rows.forEach(row -> row[activity.indexOf("user_id")] = null);

    assertThat(refusals(activity, rows)).hasSize(10_000).allMatch(r -> r.rule().equals("someone"));
  }

  private static List<Refused> refusals(Feed feed, List<Object[]> rows) {
    RuleCheck rules = new RuleCheck(feed);
    PersonalData personal = new PersonalData(feed, SALT);
    List<Refused> refusals = new ArrayList<>();
    for (Object[] row : rows) {
      refusals.add(rules.check(row));
      Object[] stored = row.clone();
      personal.protect(stored);
      assertThat(rules.check(stored)).isEqualTo(refusals.get(refusals.size() - 1));
    }
    refusals.removeIf(Objects::isNull);
    return refusals;
  }

  private static List<Object[]> rows(Feed feed, Path file) throws IOException {
    LineMapper mapper =
        new LineMapper(
            feed,
            feed.sources().values().iterator().next(),
            Sha256.newDigest().digest(),
            Geography.of(Path.of("../conf/geography.yaml"), List.of(feed)));
    List<Object[]> rows = new ArrayList<>();
    try (InputStream in = open(file)) {
      LineReader reader = new LineReader(in, 256 * 1024);
      for (Line line = reader.next(); line != null; line = reader.next()) {
        if (mapper.map(line) instanceof Row row) {
          rows.add(row.values());
        }
      }
    }
    return rows;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
