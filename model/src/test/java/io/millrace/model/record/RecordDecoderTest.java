package io.millrace.model.record;

import static io.millrace.model.record.RefusalReason.EMPTY;
import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.FAR_FUTURE;
import static io.millrace.model.record.RefusalReason.FAR_PAST;
import static io.millrace.model.record.RefusalReason.MISSING_FIELD;
import static io.millrace.model.record.RefusalReason.NOT_JSON;
import static io.millrace.model.record.RefusalReason.OUT_OF_RANGE;
import static io.millrace.model.record.RefusalReason.RULE;
import static io.millrace.model.record.RefusalReason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {
  private static final Feed FEED = TestFeeds.EVERY_TYPE;
  private static final Instant KAFKA_TIME = Instant.parse("2015-05-20T12:00:00Z");
  private static final String HEAD = "{\"id\":\"a\",\"at\":\"2015-05-17T10:05:03Z\"";

  private final RecordDecoder decoder = new RecordDecoder(FEED);

  @Test
  void nothingIsEmpty() {
    assertThat(decoder.decode(null, 0)).isInstanceOf(Refused.class);
    assertThat(reason("")).isEqualTo(EMPTY);
    assertThat(reason(" \n\t\r")).isEqualTo(EMPTY);
  }

  @Test
  void onlyStrictUtf8IsRead() {
    String umlaut = HEAD + ",\"name\":\"ü\"}";

    assertThat(value("name", umlaut)).isEqualTo("ü");
    assertThat(decode(umlaut.getBytes(ISO_8859_1))).matches(d -> reason(d) == ENCODING);
    assertThat(decode(umlaut.getBytes(UTF_16BE))).matches(d -> reason(d) == NOT_JSON);
    for (int[] bad :
        new int[][] {
          {0xc0, 0xaf},
          {0xe0, 0x80, 0xaf},
          {0xed, 0xa0, 0x80},
          {0xf4, 0x90, 0x80, 0x80},
          {0xf8, 0x88, 0x80, 0x80, 0x80},
          {0x80},
          {0xe2, 0x82}
        }) {
      byte[] start = (HEAD + ",\"name\":\"").getBytes(UTF_8);
      byte[] record = new byte[start.length + bad.length];
      System.arraycopy(start, 0, record, 0, start.length);
      for (int i = 0; i < bad.length; i++) {
        record[start.length + i] = (byte) bad[i];
      }
      assertThat(decode(record)).matches(d -> reason(d) == ENCODING);
    }
  }

  @Test
  void whatTheReceiverFillsInIsNotMissing() {
    byte[] withoutId = "{\"at\":\"2015-05-17T10:05:03Z\"}".getBytes(UTF_8);
    RowFill id = row -> row[FEED.indexOf("id")] = "filled";

    Decoded filled = decoder.decode(withoutId, KAFKA_TIME.toEpochMilli(), id);

    assertThat(((Valid) filled).values()[FEED.indexOf("id")]).isEqualTo("filled");
    assertThat(reason(decode(withoutId))).isEqualTo(MISSING_FIELD);
  }

  @Test
  void halfASurrogatePairIsNoText() {
    assertThat(reason(HEAD + ",\"name\":\"\\ud83d\"}")).isEqualTo(ENCODING);
    assertThat(value("name", HEAD + ",\"name\":\"\\ud83d\\ude00\"}")).isEqualTo("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "[]",
        "null",
        "1",
        "\"text\"",
        "{",
        "{\"id\":",
        "{\"id\":\"a\"",
        "{}{}",
        "{} x",
        "{'id':'a'}",
        "{\"id\":\"a\",}",
        "{\"ratio\":NaN}",
        "{\"ratio\":01}",
        "{\"ratio\":+1}",
        "{\"name\":\"a\u0001b\"}"
      })
  void whatIsNoObjectIsRefused(String record) {
    assertThat(reason(record)).isEqualTo(NOT_JSON);
  }

  @Test
  void cutOffRecordIsRefusedWhereverItIsCut() {
    byte[] whole = (HEAD + ",\"name\":\"Zürich\",\"price\":2.55}").getBytes(UTF_8);
    for (int length = 1; length < whole.length; length++) {
      assertThat(decode(java.util.Arrays.copyOf(whole, length))).isInstanceOf(Refused.class);
    }
  }

  @Test
  void declaredFieldMayOccurOnceOnly() {
    assertThat(reason(HEAD + ",\"name\":\"x\",\"name\":\"y\"}")).isEqualTo(NOT_JSON);
    assertThat(reason(HEAD + ",\"name\":null,\"name\":\"y\"}")).isEqualTo(NOT_JSON);
    assertThat(reason(HEAD + ",\"other\":1,\"other\":2}")).isNull();
  }

  @Test
  void undeclaredFieldsArePassedOver() {
    assertThat(reason(HEAD + ",\"other\":{\"id\":[1,{\"at\":2}]},\"more\":1e99999}")).isNull();
  }

  @Test
  void anyNumberOfUndeclaredNamesIsPassedOver() {
    StringBuilder record = new StringBuilder(HEAD);
    for (int i = 0; i < 60_000; i++) {
      record.append(",\"n").append(i).append("\":1");
    }
    for (int i = 0; i < 3; i++) {
      assertThat(reason(record + "}")).isNull();
    }
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    assertThat(reason(HEAD + ",\"other\":" + "[".repeat(100) + "]".repeat(100) + "}")).isNull();
    assertThat(reason(HEAD + ",\"other\":" + "[".repeat(200_000))).isEqualTo(NOT_JSON);
    assertThat(reason(HEAD + ",\"other\":" + "{\"a\":".repeat(200_000))).isEqualTo(NOT_JSON);
  }

  @Test
  void syntaxErrorOutweighsWrongValue() {
    assertThat(reason(HEAD + ",\"count\":\"x\",")).isEqualTo(NOT_JSON);
    assertThat(reason(HEAD + ",\"count\":\"x\"}")).isEqualTo(WRONG_TYPE);
  }

  @Test
  void requiredFieldsMustHoldSomething() {
    assertThat(reason("{\"at\":\"2015-05-17T10:05:03Z\"}")).isEqualTo(MISSING_FIELD);
    assertThat(reason("{\"id\":null,\"at\":\"2015-05-17T10:05:03Z\"}")).isEqualTo(MISSING_FIELD);
    assertThat(reason("{\"id\":\"\",\"at\":\"2015-05-17T10:05:03Z\"}")).isEqualTo(MISSING_FIELD);
    assertThat(reason("{\"id\":\"a\"}")).isEqualTo(MISSING_FIELD);
    assertThat(reason(HEAD + "}")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count | 2147483647           |              ",
        "count | 2147483648           | OUT_OF_RANGE ",
        "count | 1.0                  | WRONG_TYPE   ",
        "count | 1e2                  | WRONG_TYPE   ",
        "count | \"1\"                | WRONG_TYPE   ",
        "count | true                 | WRONG_TYPE   ",
        "count | [1]                  | WRONG_TYPE   ",
        "total | -9223372036854775808 |              ",
        "total | -9223372036854775809 | OUT_OF_RANGE ",
        "ratio | 1.7976931348623157e308 |            ",
        "ratio | 1e309                | OUT_OF_RANGE ",
        "ratio | -0.0                 |              ",
        "ratio | 1e-999999999999      |              ",
        "ratio | \"NaN\"              | WRONG_TYPE   ",
        "good  | 1                    | WRONG_TYPE   ",
        "good  | \"true\"             | WRONG_TYPE   ",
        "name  | 1                    | WRONG_TYPE   ",
        "name  | {}                   | WRONG_TYPE   ",
        "price | 2.55                 |              ",
        "price | \"2.55\"             |              ",
        "price | 2.550000             |              ",
        "price | 255e-2               |              ",
        "price | 2.55001              | OUT_OF_RANGE ",
        "price | 99999999999999.9999  |              ",
        "price | 100000000000000      | OUT_OF_RANGE ",
        "price | 1e999999999          | OUT_OF_RANGE ",
        "price | 1e-999999999         | OUT_OF_RANGE ",
        "price | 1e99999999999        | OUT_OF_RANGE ",
        "price | 0e999999999          |              ",
        "price | \"NaN\"              | WRONG_TYPE   ",
        "price | \" 1\"               | WRONG_TYPE   ",
        "price | \"0x10\"             | WRONG_TYPE   ",
        "price | \"\"                 | WRONG_TYPE   ",
        "born  | \"1900-01-01\"       |              ",
        "born  | \"1899-12-31\"       | OUT_OF_RANGE ",
        "born  | \"2015-02-29\"       | OUT_OF_RANGE ",
        "born  | \"2015-13-01\"       | OUT_OF_RANGE ",
        "born  | \"2015-2-1\"         | WRONG_TYPE   ",
        "born  | 0                    | WRONG_TYPE   ",
        "seen  | \"1900-01-01T00:00:00Z\"         |              ",
        "seen  | \"1899-12-31T23:59:59.999999Z\"  | OUT_OF_RANGE ",
        "seen  | \"9999-12-31T23:59:59.999999Z\"  |              ",
        "seen  | \"9999-12-31T23:59:59-01:00\"    | OUT_OF_RANGE ",
        "seen  | \"2015-05-17T10:05:60Z\"         | OUT_OF_RANGE ",
        "seen  | \"2015-05-17T24:00:00Z\"         | OUT_OF_RANGE ",
        "seen  | \"2015-05-17T10:05:03\"          | WRONG_TYPE   ",
        "seen  | \"2015-05-17 10:05:03Z\"         | WRONG_TYPE   ",
        "seen  | \"2015-05-17\"                   | WRONG_TYPE   ",
        "seen  | \"2015-05-17T10:05:03.Z\"        | WRONG_TYPE   ",
        "seen  | \"2015-05-17T10:05:03+19:00\"    | OUT_OF_RANGE ",
        "seen  | \"10000-05-17T10:05:03Z\"        | WRONG_TYPE   ",
        "seen  | 1431857103                       | WRONG_TYPE   ",
      })
  void valuesAreReadByTheirType(String field, String json, RefusalReason refused) {
    Decoded decoded = decode((HEAD + ",\"" + field + "\":" + json + "}").getBytes(UTF_8));

    assertThat(reason(decoded)).isEqualTo(refused);
    if (decoded instanceof Refused refusal) {
      assertThat(refusal.field()).isEqualTo(field);
    }
  }

  @Test
  void numbersOfAnyLengthAreRefusedInShort() {
    String digits = "9".repeat(900_000);
    for (String field : new String[] {"count", "total", "ratio", "price"}) {
      Refused refused =
          (Refused) decode((HEAD + ",\"" + field + "\":" + digits + "}").getBytes(UTF_8));
      assertThat(refused.reason()).isEqualTo(OUT_OF_RANGE);
      assertThat(refused.detail()).hasSizeLessThan(300);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2015-05-17T10:05:03Z, 2015-05-17T10:05:03Z",
    "2015-05-17T10:05Z, 2015-05-17T10:05:00Z",
    "2015-05-17T12:05:03+02:00, 2015-05-17T10:05:03Z",
    "2015-05-17T12:05:03+0200, 2015-05-17T10:05:03Z",
    "2015-05-17T12:05:03+02, 2015-05-17T10:05:03Z",
    "2015-05-17T00:05:03-10:30, 2015-05-17T10:35:03Z",
    "2015-05-17T10:05:03.5Z, 2015-05-17T10:05:03.500Z",
    "2015-05-17T10:05:03.123456789Z, 2015-05-17T10:05:03.123456Z",
    "1900-01-01T00:00:00Z, 1900-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
    "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
  })
  void instantsAreReadWithAnyOffset(String text, Instant instant) {
    Valid valid = (Valid) decode(at(text));

    assertThat(valid.eventTimeMicros()).isEqualTo(ValueRange.micros(instant));
    assertThat(valid.values()[FEED.indexOf("at")]).isEqualTo(valid.eventTimeMicros());
  }

  @Test
  void farPastBeginsBeforeTheDeclaredInstant() {
    assertThat(reason(decode(at("1899-12-31T23:59:59.999999Z")))).isEqualTo(FAR_PAST);
    assertThat(reason(decode(at("1066-10-14T00:00:00Z")))).isEqualTo(FAR_PAST);
    assertThat(reason(decode(at("0000-01-01T00:00:00Z")))).isEqualTo(FAR_PAST);
    assertThat(reason(decode(at("1900-01-01T00:00:00Z")))).isNull();
  }

  @Test
  void farFutureBeginsAfterTheKafkaTimePlusTheDeclaredDuration() {
    Instant last = KAFKA_TIME.plus(FEED.farFuture());

    assertThat(reason(decode(at(last.toString())))).isNull();
    assertThat(reason(decode(at(last.plusNanos(1_000).toString())))).isEqualTo(FAR_FUTURE);
    assertThat(reason(decode(at(last.plus(Duration.ofMillis(1)).toString()))))
        .isEqualTo(FAR_FUTURE);
    assertThat(reason(decode(at("9999-12-31T23:59:59Z")))).isEqualTo(FAR_FUTURE);
    assertThat(reason(decoder.decode(at("9999-12-31T23:59:59-18:00"), Long.MAX_VALUE)))
        .isEqualTo(FAR_FUTURE);
  }

  @Test
  void ruleOfTheFeedIsAskedLast() {
    Rule few = new Rule.Range("few", "count", 0, 9);
    RecordDecoder ruled = new RecordDecoder(FEED.toBuilder().rules(List.of(few)).build());
    long now = KAFKA_TIME.toEpochMilli();

    assertThat(ruled.decode((HEAD + ",\"count\":9}").getBytes(UTF_8), now))
        .isInstanceOf(Valid.class);
    assertThat(ruled.decode((HEAD + ",\"count\":10}").getBytes(UTF_8), now))
        .isEqualTo(new Refused(RULE, "count", "10 does not lie within 0 to 9", "few"));
    assertThat(ruled.decode((HEAD + ",\"count\":10,\"total\":\"x\"}").getBytes(UTF_8), now))
        .matches(refused -> ((Refused) refused).reason() == WRONG_TYPE);
  }

  private static byte[] at(String time) {
    return ("{\"id\":\"a\",\"at\":\"" + time + "\"}").getBytes(UTF_8);
  }

  private Object value(String field, String record) {
    return ((Valid) decode(record.getBytes(UTF_8))).values()[FEED.indexOf(field)];
  }

  private RefusalReason reason(String record) {
    return reason(decode(record.getBytes(UTF_8)));
  }

  private static RefusalReason reason(Decoded decoded) {
    return decoded instanceof Refused refused ? refused.reason() : null;
  }

  private Decoded decode(byte[] record) {
    return decoder.decode(record, KAFKA_TIME.toEpochMilli());
  }
}
