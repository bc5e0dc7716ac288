package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rows of any legal values. */
final class TestRows {
  private TestRows() {}

  static Arbitrary<Object[]> of(Feed feed) {
    return Combinators.combine(
            feed.fields().stream()
                .map(f -> f.required() ? values(f.type()) : values(f.type()).injectNull(0.2))
                .toList())
        .as(values -> values.toArray(new Object[0]))
        .filter(row -> !"".equals(row[feed.indexOf(feed.idField())]));
  }

  private static Arbitrary<Object> values(FieldType type) {
    Arbitrary<?> values =
        switch (type) {
          case STRING -> Arbitraries.strings().all().filter(s -> UTF_8.newEncoder().canEncode(s));
          case INT -> Arbitraries.integers();
          case LONG -> Arbitraries.longs();
          case DOUBLE ->
              Arbitraries.oneOf(
                  Arbitraries.doubles(),
                  Arbitraries.longs().between(-90_000_000, 90_000_000).map(n -> n / 1e6),
                  Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
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
