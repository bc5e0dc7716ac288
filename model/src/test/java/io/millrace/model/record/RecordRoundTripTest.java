package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the encoder writes, the decoder gives back. */
class RecordRoundTripTest {
  private static final Feed FEED = TestFeeds.EVERY_TYPE;
  private static final long MUCH_LATER = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400_000L;

  private final RecordEncoder encoder = new RecordEncoder(FEED);
  private final RecordDecoder decoder = new RecordDecoder(FEED);

  @Property
  void everyRowComesBackEqual(@ForAll("rows") Object[] row) {
    byte[] wire = encoder.encode(row);

    Decoded decoded = decoder.decode(wire, MUCH_LATER);

    assertThat(decoded).isEqualTo(new Valid(row, (Long) row[FEED.indexOf("at")]));
    assertThat(new String(wire, UTF_8)).doesNotContain("\n");
  }

  @Example
  void wireFormIsPlain() {
    Object[] row = {"a", 0L, "Zürich", 1, 2L, 0.5, true, 25_500L, -1L, -1};

    assertThat(new String(encoder.encode(row), UTF_8))
        .isEqualTo(
            "{\"id\":\"a\",\"at\":\"1970-01-01T00:00:00Z\",\"name\":\"Zürich\",\"count\":1,"
                + "\"total\":2,\"ratio\":0.5,\"good\":true,\"price\":2.55,"
                + "\"seen\":\"1969-12-31T23:59:59.999999Z\",\"born\":\"1969-12-31\"}");
  }

  @Example
  void rowThatIsNoneOfTheFeedIsRefused() {
    for (Object[] row :
        List.<Object[]>of(
            new Object[1],
            row(null, 0L, "name", null),
            row("", 0L, "name", null),
            row("a", null, "name", null),
            row("a", 0L, "name", 1),
            row("a", 0L, "name", "\ud800"),
            row("a", Long.MAX_VALUE, "name", null),
            row("a", 0L, "ratio", Double.NaN),
            row("a", 0L, "ratio", Double.POSITIVE_INFINITY),
            row("a", 0L, "price", Long.MAX_VALUE),
            row("a", 0L, "born", Integer.MIN_VALUE))) {
      assertThatThrownBy(() -> encoder.encode(row)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Object[] row(Object id, Object at, String field, Object value) {
    Object[] row = new Object[FEED.fields().size()];
    row[FEED.indexOf("id")] = id;
    row[FEED.indexOf("at")] = at;
    row[FEED.indexOf(field)] = value;
    return row;
  }

  @Provide
  Arbitrary<Object[]> rows() {
    List<Arbitrary<Object>> fields =
        FEED.fields().stream()
            .map(f -> f.required() ? values(f.type()) : values(f.type()).injectNull(0.2))
            .toList();
    return Combinators.combine(fields)
        .as(values -> values.toArray(new Object[0]))
        .filter(row -> !"".equals(row[FEED.indexOf("id")]));
  }

  private static Arbitrary<Object> values(FieldType type) {
    Arbitrary<?> values =
        switch (type) {
          case STRING -> Arbitraries.strings().all().filter(s -> UTF_8.newEncoder().canEncode(s));
          case INT -> Arbitraries.integers();
          case LONG -> Arbitraries.longs();
          case DOUBLE -> Arbitraries.doubles();
          case BOOLEAN -> Arbitraries.of(true, false);
          case MONEY -> Arbitraries.longs().between(-ValueRange.MONEY_MAX, ValueRange.MONEY_MAX);
          case TIMESTAMP ->
              Arbitraries.longs().between(ValueRange.FIRST_MICROS, ValueRange.LAST_MICROS);
          case DATE ->
              Arbitraries.integers()
                  .between(
                      (int) ValueRange.FIRST_DAY.toEpochDay(),
                      (int) ValueRange.LAST_DAY.toEpochDay());
        };
    return values.map(value -> (Object) value);
  }
}
