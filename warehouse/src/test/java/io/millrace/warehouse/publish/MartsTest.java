package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quality.Quality;
import io.millrace.warehouse.quality.Engine;
import io.millrace.warehouse.quality.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MartsTest {

  /** Files that engines read. */
  private static final String DATA = "glob:**/[!._]*";

  private static final LocalDate BUSY = LocalDate.parse("2015-05-17");
  private static final LocalDate EMPTY = LocalDate.parse("2015-05-18");
  private static final List<LocalDate> DAYS = List.of(BUSY, EMPTY);
  private static final TableName PAGES = new TableName("mart", "page_daily");
  private static final TableName ACTIVITY = new TableName("dw", "activity");
  private static final TableName PERFORMANCE = new TableName("mart", "performance_hourly");
  private static final PartitionKey BUSY_HOUR = PartitionKey.parse("2015-05-17T10");
  private static final PartitionKey EMPTY_HOUR = PartitionKey.parse("2015-05-17T11");
  private static final PartitionKey NEVER_CURATED = PartitionKey.parse("2015-05-17T12");
  private static final PartitionKey OTHER_HOUR = PartitionKey.parse("2015-05-19T10");

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private Marts marts;

  @BeforeEach
  void createMarts() throws IOException {
    Marts.TABLES.forEach(table -> catalog.create(new TableName("mart", table), Map.of()));
    Published curated = new Published("/curated", OptionalLong.of(1));
    catalog.create(ACTIVITY, Map.of(BUSY_HOUR, curated, EMPTY_HOUR, curated, OTHER_HOUR, curated));
    marts = martsAt(Clock.systemUTC());
  }

  private Marts martsAt(Clock clock) throws IOException {
    return marts(Quality.NONE, sql -> List.of(), clock);
  }

  private Marts marts(Quality quality, Engine engine, Clock clock) throws IOException {
    return new Marts(
        catalog,
        FileSystem.getLocal(new Configuration()),
        root.toString(),
        Duration.ofHours(24),
        quality,
        new Gate(engine, clock),
        new PartitionUse(),
        clock);
  }

  @Test
  void everyDayIsSwappedInAndTheTablesBesideAreForgotten() throws Exception {
    write("g1");

    marts.publish(new Generation("g1"), DAYS);

    assertThat(catalog.tables())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(ACTIVITY.toString()),
                    Marts.TABLES.stream().map(table -> "mart." + table))
                .toList());
    assertThat(catalog.location(PAGES, PartitionKey.of(BUSY)))
        .endsWith("/mart/page_daily/dt=2015-05-17/g1");
    assertThat(root.resolve("mart/page_daily/dt=2015-05-17/g1/000000_0")).hasContent("rows");
  }

  @Test
  void aDayWithoutRowsGetsAnEmptyPartition() throws Exception {
    write("g1");

    marts.publish(new Generation("g1"), DAYS);

    assertThat(catalog.location(PAGES, PartitionKey.of(EMPTY)))
        .endsWith("/mart/page_daily/dt=2015-05-18/g1");
    assertThat(root.resolve("mart/page_daily/dt=2015-05-18/g1")).isDirectoryNotContaining(DATA);
  }

  @Test
  void aMartOfHoursHasThoseThatAreCuratedWithRowsOrWithout() throws Exception {
    write("g1");

    marts.publish(new Generation("g1"), DAYS);

    assertThat(catalog.partitions(PERFORMANCE)).containsExactly(BUSY_HOUR, EMPTY_HOUR);
    assertThat(root.resolve("mart/performance_hourly/dt=2015-05-17/hour=10/g1/000000_0"))
        .hasContent("rows");
    assertThat(catalog.location(PERFORMANCE, EMPTY_HOUR))
        .endsWith("/mart/performance_hourly/dt=2015-05-17/hour=11/g1");
    assertThat(root.resolve("mart/performance_hourly/dt=2015-05-17/hour=11/g1"))
        .isDirectoryNotContaining(DATA);
  }

  @Test
  void hoursAreSwappedInByThemselvesAndNothingElseIs() throws Exception {
    write("days");
    marts.publish(new Generation("days"), DAYS);
    write("hours");

    marts.publishHours(
        new Generation("hours"), List.of(BUSY_HOUR.eventHour(), NEVER_CURATED.eventHour()));

    assertThat(catalog.location(PERFORMANCE, BUSY_HOUR)).endsWith("/hour=10/hours");
    assertThat(catalog.location(PERFORMANCE, EMPTY_HOUR)).endsWith("/hour=11/days");
    assertThat(catalog.partitions(PERFORMANCE)).containsExactly(BUSY_HOUR, EMPTY_HOUR);
    assertThat(catalog.tables())
        .contains("mart.page_daily_next_hours")
        .doesNotContain("mart.performance_hourly_next_hours");
    assertThat(catalog.location(PAGES, PartitionKey.of(BUSY))).endsWith("/days");
  }

  @Test
  void aRepeatedPublishIsContentWithWhatAnotherRunHasReplacedSince() throws Exception {
    // given a day that is done, but for its reports
    write("day");
    marts.publish(new Generation("day"), DAYS);
    write("hour");
    marts.publishHours(new Generation("hour"), List.of(BUSY_HOUR.eventHour()));

    // when
    marts.publish(new Generation("day"), DAYS);

    // then
    assertThat(catalog.location(PERFORMANCE, BUSY_HOUR)).endsWith("/hour=10/hour");
    assertThat(catalog.location(PERFORMANCE, EMPTY_HOUR)).endsWith("/hour=11/day");
  }

  @Test
  void aMartThatWasWrittenBeforeWhatIsThereWasBegunStaysOutAndTheRunEndsWell() throws Exception {
    // given a repair that began while an earlier run had written and not published yet
    Instant earlier = Instant.now().minusSeconds(60);
    write("backfill", earlier);
    write("repair", earlier.plusSeconds(1));
    marts.publish(new Generation("repair"), DAYS);

    // when that is published, and once more since its reports failed
    marts.publish(new Generation("backfill"), DAYS);
    marts.publish(new Generation("backfill"), DAYS);

    // then
    assertThat(DAYS)
        .extracting(day -> catalog.location(PAGES, PartitionKey.of(day)))
        .allMatch(location -> location.endsWith("/repair"));
    assertThat(catalog.location(PERFORMANCE, BUSY_HOUR)).endsWith("/repair");
    assertThat(catalog.tables()).doesNotContain("mart.page_daily_next_backfill");

    // when its time has come
    write("other");
    martsAt(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)))
        .publish(new Generation("other"), DAYS);

    // then
    assertThat(root.resolve("mart/page_daily/dt=2015-05-17"))
        .isDirectoryNotContaining("glob:**/backfill");
  }

  @Test
  void publishingHoursThatNobodyWroteSaysWhatToRun() {
    assertThatThrownBy(
            () -> marts.publishHours(new Generation("g9"), List.of(BUSY_HOUR.eventHour())))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no generation g9 of mart.performance_hourly for 2015-05-17T10")
        .hasMessageContaining("hql/marts/hours.hql");
  }

  @Test
  void whatReadersHaveBegunWithStays() throws Exception {
    write("g1");
    marts.publish(new Generation("g1"), DAYS);
    write("g2");

    marts.publish(new Generation("g2"), DAYS);

    assertThat(catalog.location(PAGES, PartitionKey.of(BUSY))).endsWith("/g2");
    assertThat(root.resolve("mart/page_daily/dt=2015-05-17/g1/000000_0")).hasContent("rows");
  }

  /** Its checks read what is written, of a mart of days and of one of hours. */
  @Test
  void aPublishThatIsStoppedAnywhereIsFinishedByTheNext() throws Exception {
    Quality quality =
        Quality.parse(
            "quality.yaml",
            """
            tables:
              mart.page_daily:
                - {name: is_named, not_null: page, severity: blocking}
              mart.performance_hourly:
                - {name: is_named, not_null: page, severity: blocking}
            """);
    int steps = stepsOfAWholePublish();
    // of the first marts each step, and then so many apart that each step of a mart has its turn
    for (int stop = 1; stop <= steps; stop += stop < 20 ? 1 : 11) {
      String generation = "stopped" + stop;
      write(generation);
      catalog.failAfter(stop);
      Engine engine = sql -> readStaged(generation, sql);
      try {
        marts(quality, engine, Clock.systemUTC()).publish(new Generation(generation), DAYS);
      } catch (PublishException expected) {
        assertThat(expected).hasMessage("stopped");
      }
      catalog.failAfter(Integer.MAX_VALUE);

      marts(quality, engine, Clock.systemUTC()).publish(new Generation(generation), DAYS);

      for (String table : Marts.TABLES) {
        List<PartitionKey> keys =
            Marts.HOURLY.contains(table)
                ? List.of(BUSY_HOUR, EMPTY_HOUR)
                : DAYS.stream().map(PartitionKey::of).toList();
        assertThat(keys)
            .as("stopped before step %d", stop)
            .extracting(key -> catalog.location(new TableName("mart", table), key))
            .allSatisfy(location -> assertThat(location).endsWith("/" + generation));
      }
    }
  }

  @Test
  void whatWasReplacedOrNeverSwappedInGoesWithTheFirstRunAfterTheGrace() throws Exception {
    write("replaced");
    marts.publish(new Generation("replaced"), DAYS);
    write("current");
    marts.publish(new Generation("current"), DAYS);
    write("dead");
    // Every mart is looked for, those of hours with what is curated, then of the first it is asked
    // when it was written, what, and what is there, and it is not swapped.
    catalog.failAfter(Marts.TABLES.size() + Marts.HOURLY.size() + 4);
    assertThatThrownBy(() -> marts.publish(new Generation("dead"), DAYS)).hasMessage("stopped");
    catalog.failAfter(Integer.MAX_VALUE);
    Path day = root.resolve("mart/page_daily/dt=2015-05-17");
    assertThat(day).isDirectoryContaining("glob:**/dead").isDirectoryContaining("glob:**/replaced");

    write("other");
    martsAt(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)))
        .publish(new Generation("other"), DAYS);

    assertThat(day).isDirectoryContaining("glob:**/current");
    assertThat(day).isDirectoryContaining("glob:**/other");
    assertThat(day).isDirectoryNotContaining("glob:**/dead");
    assertThat(day).isDirectoryNotContaining("glob:**/replaced");
    assertThat(catalog.location(PAGES, PartitionKey.of(BUSY))).endsWith("/other");
  }

  @Test
  void aMartThatABlockingCheckRefusesStaysAsItIsAndTheOthersArePublished() throws Exception {
    // given
    Quality quality =
        Quality.parse(
            "quality.yaml",
            """
            tables:
              mart.page_daily:
                - {name: is_named, not_null: page, severity: blocking}
              mart.section_daily:
                - {name: is_named, not_null: section}
            """);
    write("good");
    marts.publish(new Generation("good"), DAYS);
    write("bad");
    List<String> asked = new ArrayList<>();
    Marts checked =
        marts(
            quality,
            sql -> {
              asked.add(sql);
              return List.of(
                  Arrays.asList("0", "0", BUSY.toString(), null, "10", "3"),
                  Arrays.asList("1", "0", BUSY.toString(), null, "7", "7"));
            },
            Clock.systemUTC());

    // then
    assertThatThrownBy(() -> checked.publish(new Generation("bad"), DAYS))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(
            "mart.page_daily dt=2015-05-17: is_named (page not null): found 3, allowed 0, of 10 rows")
        .hasMessageContaining("mart.page_daily_next_bad")
        .hasMessageNotContaining("section_daily");
    assertThat(asked).hasSize(1);
    assertThat(catalog.location(PAGES, PartitionKey.of(BUSY))).endsWith("/good");
    assertThat(catalog.tables()).contains("mart.page_daily_next_bad");
    assertThat(catalog.location(new TableName("mart", "section_daily"), PartitionKey.of(BUSY)))
        .endsWith("/bad");
  }

  @Test
  void publishingWhatNobodyWroteSaysWhatToRun() {
    assertThatThrownBy(() -> marts.publish(new Generation("g9"), DAYS))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no generation g9 of mart.page_daily for 2015-05-17")
        .hasMessageContaining("hql/marts/activity.hql");
  }

  /** Fails as Hive does where a partition that it is asked for has no folder any more. */
  private List<List<String>> readStaged(String generation, String sql) throws PublishException {
    for (TableName table : List.of(PAGES, PERFORMANCE)) {
      TableName next =
          new TableName(table.database(), new Generation(generation).nextTable(table.table()));
      PartitionKey key = table.equals(PERFORMANCE) ? BUSY_HOUR : PartitionKey.of(BUSY);
      Path place =
          root.resolve("mart/%s/_next/%s/%s".formatted(table.table(), generation, key.name()));
      boolean asked =
          Stream.of(sql.split("UNION ALL", -1))
              .anyMatch(
                  part ->
                      part.contains(next.toString())
                          && part.contains("'%s'".formatted(key.day()))
                          && key.hour().map(hour -> part.contains("'10'")).orElse(true));
      if (asked && !Files.exists(place)) {
        throw new PublishException("File %s does not exist.".formatted(place));
      }
    }
    return List.of();
  }

  private int stepsOfAWholePublish() throws Exception {
    write("whole");
    catalog.failAfter(Integer.MAX_VALUE);
    marts.publish(new Generation("whole"), DAYS);
    return catalog.calls();
  }

  /** What the marts' scripts leave: a table beside each mart, with one day's or hour's files. */
  private void write(String generation) throws IOException {
    write(generation, Instant.now());
  }

  /** The same, when their scripts began. */
  private void write(String generation, Instant began) throws IOException {
    for (String table : Marts.TABLES) {
      PartitionKey key = Marts.HOURLY.contains(table) ? BUSY_HOUR : PartitionKey.of(BUSY);
      Path place = root.resolve("mart/%s/_next/%s/%s".formatted(table, generation, key.name()));
      Files.createDirectories(place);
      Files.writeString(place.resolve("000000_0"), "rows");
      catalog.create(
          new TableName("mart", new Generation(generation).nextTable(table)),
          began,
          Map.of(key, new Published(place.toString(), OptionalLong.empty())));
    }
  }
}
