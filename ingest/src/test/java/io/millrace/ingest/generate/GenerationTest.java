package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.generate.order.OrderGenerator;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {
  private static final Feed ORDERS = FeedCatalog.load(Path.of("../conf/feeds")).require("orders");
  private static final Generator GENERATOR = new OrderGenerator();
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  @TempDir private Path folder;

  @Test
  void theInventoryEqualsARecountOfTheOutput() throws IOException {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    // when
    Inventory inventory = history(3_000, new Disturbance(0.1, 0.1, 0.05), output(bytes));

    // then
    List<Object[]> rows = new ArrayList<>();
    Map<String, Long> refused = new TreeMap<>();
    RecordDecoder decoder = new RecordDecoder(ORDERS);
    for (byte[] line : lines(bytes.toByteArray())) {
      Decoded decoded = decoder.decode(line, NOW.toEpochMilli());
      if (decoded instanceof Valid valid) {
        rows.add(valid.values());
      } else if (decoded instanceof Refused broken) {
        refused.merge(broken.reason().name(), 1L, Long::sum);
      }
    }
    Map<Object, Object[]> distinct = new LinkedHashMap<>();
    rows.forEach(r -> distinct.putIfAbsent(r[ORDERS.indexOf("record_id")], r));
    assertThat(inventory.delivered()).isEqualTo(Recount.of(ORDERS, rows, GENERATOR.counted()));
    assertThat(inventory.distinct())
        .isEqualTo(Recount.of(ORDERS, distinct.values(), GENERATOR.counted()));
    assertThat(inventory.malformed()).isEqualTo(refused).hasSize(5);
    assertThat(inventory.distinct().records()).isEqualTo(3_000);
    assertThat(inventory.kinds().get("duplicate")).isEqualTo(rows.size() - 3_000L).isPositive();
    assertThat(inventory.kinds().get("late")).isPositive();
  }

  @Test
  void theInventoryIsTheSameEachTimeAndReadsBack() throws IOException {
    Disturbance rates = new Disturbance(0.1, 0.1, 0.05);
    Inventory first = history(500, rates, output(new ByteArrayOutputStream()));
    Inventory second = history(500, rates, output(new ByteArrayOutputStream()));

    assertThat(second.toJson()).isEqualTo(first.toJson());
    Path file = Files.writeString(folder.resolve("inventory.json"), first.toJson());
    assertThat(Inventory.read(file).toJson()).isEqualTo(first.toJson());
  }

  @Test
  void aFullDiskLeavesAnInventoryOfWhatWasWritten() throws IOException {
    // given a disk that takes three blocks and no more
    ByteArrayOutputStream disk = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          private int blocks;

          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            if (blocks++ == 3) {
              throw new IOException("No space left on device");
            }
            disk.write(bytes, from, length);
          }
        };
    FileOutput output = FileOutput.to(full, "disk", LineForm.NDJSON, ORDERS);

    // when
    Inventory inventory = history(5_000, new Disturbance(0.2, 0, 0), output);

    // then
    assertThat(inventory.end()).isEqualTo(Inventory.End.FAILED);
    assertThat(output.failure()).hasMessageContaining("Writing disk failed: No space left");
    assertThat(inventory.unacknowledged()).isPositive();
    RecordDecoder decoder = new RecordDecoder(ORDERS);
    List<Object[]> rows = new ArrayList<>();
    for (byte[] line : lines(disk.toByteArray())) {
      rows.add(((Valid) decoder.decode(line, NOW.toEpochMilli())).values());
    }
    assertThat(inventory.delivered()).isEqualTo(Recount.of(ORDERS, rows, GENERATOR.counted()));
  }

  @Test
  void aStopEndsItWithAnInventoryOfWhatIsThere() throws IOException {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StopSignal stop = new StopSignal();
    HandMovedTicker ticker = new HandMovedTicker(0);
    GenerationSettings live = settings(10_000, Optional.empty(), 50, Disturbance.NONE);

    // when
    Inventory inventory =
        new Generation(ORDERS, GENERATOR, live, live.plan(1, NOW), ticker)
            .run(
                output(bytes),
                stop,
                Map.of(),
                null,
                progress -> {
                  if (progress.sent() == 120) {
                    stop.request();
                  }
                });

    // then
    assertThat(inventory.end()).isEqualTo(Inventory.End.STOPPED);
    assertThat(inventory.delivered().records()).isEqualTo(120);
    assertThat(lines(bytes.toByteArray())).hasSize(120);
  }

  @Test
  void liveEventsHappenWhenTheyAreSentEvenAfterAStall() throws IOException {
    // given
    HandMovedTicker ticker = new HandMovedTicker(0);
    GenerationSettings live = settings(600, Optional.empty(), 10, Disturbance.NONE);
    List<Duration> behind = new ArrayList<>();
    // planned a while before the first record can be sent
    GenerationPlan plan = live.plan(1, HandMovedTicker.START.minusSeconds(12));
    Generation generation = new Generation(ORDERS, GENERATOR, live, plan, ticker);

    // when the machine stands still for an hour in between
    generation.run(
        output(new ByteArrayOutputStream()),
        new StopSignal(),
        Map.of(),
        null,
        progress -> {
          Instant sent = HandMovedTicker.START.plusNanos(ticker.nanos());
          Instant event = Instant.EPOCH.plusNanos(progress.eventMicros() * 1_000);
          behind.add(Duration.between(event, sent));
          if (progress.sent() == 100) {
            ticker.move(Duration.ofHours(1).toNanos());
          }
        });

    // then
    assertThat(behind).hasSize(600).allMatch(d -> d.abs().toMillis() < 1);
  }

  @Test
  void aLiveDurationIsOfTheClock() throws IOException {
    HandMovedTicker ticker = new HandMovedTicker(0);
    GenerationSettings live = settings(0, Optional.of(Duration.ofMinutes(1)), 5, Disturbance.NONE);

    Inventory inventory =
        new Generation(ORDERS, GENERATOR, live, live.plan(1, NOW), ticker)
            .run(
                output(new ByteArrayOutputStream()),
                new StopSignal(),
                Map.of(),
                null,
                progress -> {});

    assertThat(inventory.end()).isEqualTo(Inventory.End.COMPLETE);
    assertThat(inventory.delivered().records()).isBetween(299L, 301L);
  }

  private static FileOutput output(OutputStream bytes) {
    return FileOutput.to(bytes, "memory", LineForm.NDJSON, ORDERS);
  }

  private static Inventory history(long count, Disturbance rates, FileOutput output) {
    GenerationSettings settings =
        new GenerationSettings(
            42,
            OptionalDouble.empty(),
            OptionalLong.of(count),
            Optional.of(Duration.ofDays(3)),
            Optional.of(START),
            OptionalDouble.empty(),
            rates);
    GenerationPlan plan = settings.plan(GENERATOR.usualPerSecond(), NOW);
    return new Generation(ORDERS, GENERATOR, settings, plan, Ticker.SYSTEM)
        .run(output, new StopSignal(), plan.described(settings, Map.of()), null, progress -> {});
  }

  private static GenerationSettings settings(
      long count, Optional<Duration> duration, double rate, Disturbance rates) {
    return new GenerationSettings(
        42,
        OptionalDouble.of(rate),
        count == 0 ? OptionalLong.empty() : OptionalLong.of(count),
        duration,
        Optional.empty(),
        OptionalDouble.empty(),
        rates);
  }

  /** The lines as bytes, since some are not UTF-8. */
  private static List<byte[]> lines(byte[] file) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(file, from, i));
        from = i + 1;
      }
    }
    assertThat(from).as(new String(file, from, file.length - from, UTF_8)).isEqualTo(file.length);
    return lines;
  }
}
