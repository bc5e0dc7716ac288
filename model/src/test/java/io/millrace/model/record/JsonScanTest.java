package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What the scan takes, the parser of all JSON takes too, and reads the same. */
class JsonScanTest {
  private static final String[] FIELDS = {
    "id", "at", "name", "count", "total", "ratio", "good", "price", "seen", "born", "other"
  };

  /** A member that means nothing, and that the scan leaves to the parser: it has an escape. */
  private static final String ESCAPE = ",\"none\":\"\\\\\"}";

  private final RecordDecoder decoder = new RecordDecoder(TestFeeds.EVERY_TYPE);
  private final JsonScan scan = new JsonScan(TestFeeds.EVERY_TYPE);
  private final RowBuffer row = new RowBuffer(TestFeeds.EVERY_TYPE);

  @Property(tries = 20_000)
  void bothReadTheSame(@ForAll("objects") String open) {
    assertSame(open);
  }

  @Property(tries = 5_000)
  void bothReadTheSameDouble(@ForAll @DoubleRange(min = -1e9, max = 1e9) double number) {
    assertSame("{\"id\":\"a\",\"at\":\"2020-01-01T00:00:00Z\",\"ratio\":" + number);
  }

  @Example
  void itTakesWhatProducersWrite() {
    assertThat(
            taken(
                """
                {"id": "a", "at": "2015-05-17T10:05:03.5+02:00", "name": "Zürich", "count": -1,
                 "total": 1, "ratio": 1.25, "good": true, "price": "2.55", "born": "2000-02-29",
                 "seen": null, "whatever": 17, "more": "text"}
                """))
        .isTrue();
    assertThat(row.text(TestFeeds.EVERY_TYPE.indexOf("name"))).isEqualTo("Zürich");
    assertThat(row.number(TestFeeds.EVERY_TYPE.indexOf("price"))).isEqualTo(25_500);
    assertThat(row.floating(TestFeeds.EVERY_TYPE.indexOf("ratio"))).isEqualTo(1.25);
  }

  @Example
  void itLeavesWhatItIsNotSureOf() {
    assertThat(taken("{\"id\":\"\\u0061\"}")).isFalse();
    assertThat(taken("{\"id\":\"a\",\"id\":\"b\"}")).isFalse();
    assertThat(taken("{\"ratio\":1e5}")).isFalse();
    assertThat(taken("{\"other\":{\"deep\":[]}}")).isFalse();
    assertThat(taken("{\"count\":01}")).isFalse();
    assertThat(taken("{\"count\":1}}")).isFalse();
    assertThat(taken("{\"count\":1,}")).isFalse();
    assertThat(taken("{\"count\":1}\0")).isFalse();
    assertThat(taken("{\"name\":\"tab\there\"}")).isFalse();
    assertThat(taken("[]")).isFalse();
    assertThat(taken("{\"name\":\"no end")).isFalse();
  }

  @Example
  void aTextWithBytesThatAreNotUtf8IsLeft() {
    byte[] bytes = "{\"name\":\"abcdefghijX\"}".getBytes(UTF_8);
    bytes[bytes.length - 3] = (byte) 0xe9;

    assertThat(scan.read(bytes, row)).isFalse();
  }

  private boolean taken(String text) {
    row.clear();
    return scan.read(text.getBytes(UTF_8), row);
  }

  private void assertSame(String open) {
    Decoded ours = decoder.decode((open + "}").getBytes(UTF_8), Long.MAX_VALUE / 2);
    Decoded parsers = decoder.decode((open + ESCAPE).getBytes(UTF_8), Long.MAX_VALUE / 2);
    if (ours instanceof Refused refused && parsers instanceof Refused other) {
      assertThat(refused.reason()).isEqualTo(other.reason());
      assertThat(refused.field()).isEqualTo(other.field());
    } else {
      assertThat(ours).isEqualTo(parsers);
    }
  }

  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                "null",
                "true",
                "false",
                "\"\"",
                "\"é日\"",
                "0",
                "-0",
                "1.0",
                "-1.50",
                "00",
                "1.",
                "-",
                "1e2",
                "2147483648",
                "-2147483648",
                "9223372036854775807",
                "999999999999999999",
                "99999999999999.9999",
                "100000000000000",
                "1.00001",
                "0.1234567890123456789",
                "\"12.5\"",
                "\"1e2\"",
                "\"2020-02-30\"",
                "\"2020-02-29\"",
                "\"0000-01-01\"",
                "\"2020-01-01T00:00:00Z\"",
                "\"1066-10-14T00:00:00Z\"",
                "\"2020-01-01T24:00Z\"",
                "\"2020-01-01T00:00:00.123456789+0530\"",
                "\"a\\nb\"",
                "{}",
                "[1]",
                "\"\u0001\"",
                "tru",
                "nul",
                " 1 ",
                "\"abcdefg\u007f\""),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.strings().ofMaxLength(20).map(text -> "\"" + text + "\""));
    Arbitrary<String> members =
        Combinators.combine(Arbitraries.of(FIELDS), values)
            .as((name, value) -> "\"" + name + "\":" + value);
    Arbitrary<String> blanks = Arbitraries.of(",", " , ", ",\n", ",,", "");
    return Combinators.combine(members.list().ofMinSize(0).ofMaxSize(6), blanks)
        .as(
            (list, between) ->
                "{\"id\":\"x\",\"at\":\"2020-01-01T00:00:00Z\""
                    + list.stream().map(member -> between + member).reduce("", String::concat));
  }
}
