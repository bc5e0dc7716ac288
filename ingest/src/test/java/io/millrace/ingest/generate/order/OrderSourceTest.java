package io.millrace.ingest.generate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.generate.Disturbance;
import io.millrace.ingest.generate.FileOutput;
import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.Generation;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.Inventory;
import io.millrace.ingest.generate.LineForm;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineReader;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.Valid;
import io.millrace.model.rule.RuleCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OrderSourceTest {
  private static final Feed ORDERS = FeedCatalog.load(Path.of("../conf/feeds")).require("orders");
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final int ROWS = 1_200;
  private static final int FILLED = 23;

  private final Columns columns = new Columns(ORDERS);

  @Test
  void sameSeedGivesTheSameBytes() {
    byte[] first = csv(42);

    assertThat(csv(42)).isEqualTo(first);
    assertThat(csv(43)).isNotEqualTo(first);
    // Pinned: another value means that every generated file changes, which users must be told.
    assertThat(HexFormat.of().formatHex(Sha256.newDigest().digest(first)))
        .isEqualTo("fb9f5a4eb83490cf8feb5588c4ac8d99bf10cd963219855de877d9f40d1d8b97");
  }

  @Test
  void everyRowIsValidAndHasItsTwentyThreeFields() {
    RuleCheck rules = new RuleCheck(ORDERS);
    RecordEncoder encoder = new RecordEncoder(ORDERS);
    RecordDecoder decoder = new RecordDecoder(ORDERS);

    for (Object[] row : rows(7)) {
      assertThat(Arrays.stream(row).limit(FILLED)).doesNotContainNull();
      assertThat(rules.check(row)).isNull();
      assertThat(decoder.decode(encoder.encode(row), NOW.toEpochMilli())).isInstanceOf(Valid.class);
    }
  }

  @Test
  void amountsAddUp() {
    for (Object[] row : rows(7)) {
      long total = (Long) row[columns.totalAmount];
      long discount = (Long) row[columns.discount];
      assertThat(total).isEqualTo((Integer) row[columns.quantity] * (Long) row[columns.unitPrice]);
      assertThat((Long) row[columns.finalAmount]).isEqualTo(total - discount);
      assertThat(discount).isBetween(0L, total * 16 / 100);
      assertThat(List.of(total % 100, discount % 100)).containsOnly(0L);
      if ((Boolean) row[columns.isPremiumCustomer]) {
        assertThat(discount).isGreaterThanOrEqualTo(total / 10 - 50);
      }
    }
  }

  @Test
  void pricesAndQuantitiesAreThoseOfTheCategory() {
    for (Object[] row : rows(7)) {
      Category category =
          Arrays.stream(Category.values())
              .filter(c -> c.text().equals(row[columns.productCategory]))
              .findFirst()
              .orElseThrow();
      assertThat((Long) row[columns.unitPrice])
          .isBetween(category.leastPrice(), category.greatestPrice());
      assertThat((Integer) row[columns.quantity]).isBetween(1, category.mostUnits());
    }
  }

  @Test
  void aCustomerStaysTheSameAndGathersPoints() {
    Map<Object, Object[]> last = new HashMap<>();
    int again = 0;
    for (Object[] row : rows(7)) {
      Object[] before = last.put(row[columns.customerId], row);
      if (before == null) {
        continue;
      }
      again++;
      for (int i : unchanging()) {
        assertThat(row[i]).as(ORDERS.fields().get(i).name()).isEqualTo(before[i]);
      }
      assertThat((Integer) row[columns.loyaltyPoints])
          .isGreaterThanOrEqualTo((Integer) before[columns.loyaltyPoints]);
    }
    assertThat(last).hasSizeBetween(100, 400);
    assertThat(again).isGreaterThan(500);
  }

  @Test
  void customersExistBeforeTheyOrder() {
    long day = 86_400_000_000L;
    for (Object[] row : rows(7)) {
      assertThat((Integer) row[columns.customerSince] * day)
          .isLessThan((Long) row[columns.transactionDate]);
    }
  }

  @Test
  void aCityHasOneStateAndPostalCodesThatBeginAlike() {
    Map<Object, Object> states = new HashMap<>();
    Map<Object, Object> prefixes = new HashMap<>();
    for (Object[] row : rows(7)) {
      Object state = states.putIfAbsent(row[columns.city], row[columns.state]);
      String zip = (String) row[columns.zipCode];
      Object prefix = prefixes.putIfAbsent(row[columns.city], zip.substring(0, 3));
      assertThat(zip).matches("[0-9]{5}");
      assertThat(state).isIn(null, row[columns.state]);
      assertThat(prefix).isIn(null, zip.substring(0, 3));
    }
    assertThat(prefixes.get("New York City").toString()).isBetween("100", "149");
    assertThat(prefixes.get("Los Angeles").toString()).isBetween("900", "961");
  }

  @Test
  void linesOfAnOrderShareCustomerAndTimeAndEachHasAnIdOfItsOwn() {
    Map<Object, Object[]> orders = new LinkedHashMap<>();
    for (Object[] row : rows(7)) {
      Object[] first = orders.putIfAbsent(row[columns.transactionId], row);
      if (first != null) {
        assertThat(row[columns.customerId]).isEqualTo(first[columns.customerId]);
        assertThat(row[columns.transactionDate]).isEqualTo(first[columns.transactionDate]);
      }
    }
    assertThat(orders).hasSizeBetween(600, 800);
    assertThat(rows(7)).extracting(r -> r[columns.recordId]).doesNotHaveDuplicates();
  }

  @Test
  void theFileReplaysToTheSameRows() throws IOException {
    // given
    List<Object[]> generated = rows(42);
    LineReader lines = new LineReader(new ByteArrayInputStream(csv(42)), 1 << 20);
    LineMapper mapper =
        new LineMapper(
            ORDERS, ORDERS.sources().get("generated-orders"), new byte[32], Geography.NONE);

    // when
    List<Object[]> replayed = new ArrayList<>();
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (mapper.map(line) instanceof Mapped.Row row) {
        replayed.add(row.values());
      }
    }

    // then
    assertThat(replayed).hasSameSizeAs(generated);
    for (int i = 0; i < ROWS; i++) {
      assertThat(replayed.get(i)).isEqualTo(generated.get(i));
    }
  }

  private List<Integer> unchanging() {
    return List.of(
        columns.firstName,
        columns.lastName,
        columns.email,
        columns.phone,
        columns.age,
        columns.gender,
        columns.city,
        columns.state,
        columns.zipCode,
        columns.isPremiumCustomer,
        columns.customerSince);
  }

  private static List<Object[]> rows(long seed) {
    OrderGenerator generator = new OrderGenerator();
    Timeline timeline = new Timeline(START, generator.usualPerSecond());
    RecordSource source = generator.source(ORDERS, timeline, seed);
    List<Object[]> rows = new ArrayList<>();
    long before = Long.MIN_VALUE;
    for (int i = 0; i < ROWS; i++) {
      Generated record = source.next();
      assertThat(record.sendMicros()).isGreaterThanOrEqualTo(before);
      before = record.sendMicros();
      rows.add(record.row());
    }
    return rows;
  }

  private static byte[] csv(long seed) {
    OrderGenerator generator = new OrderGenerator();
    GenerationSettings settings =
        new GenerationSettings(
            seed,
            OptionalDouble.empty(),
            OptionalLong.of(ROWS),
            Optional.empty(),
            Optional.of(START),
            OptionalDouble.empty(),
            Disturbance.NONE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FileOutput output = FileOutput.to(bytes, "memory", LineForm.CSV, ORDERS)) {
      Inventory inventory =
          new Generation(
                  ORDERS,
                  generator,
                  settings,
                  settings.plan(generator.usualPerSecond(), NOW),
                  Ticker.SYSTEM)
              .run(output, new StopSignal(), Map.of(), null, progress -> {});
      assertThat(inventory.end()).isEqualTo(Inventory.End.COMPLETE);
    }
    return bytes.toByteArray();
  }
}
