package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
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

  @Property
  void jacksonWritesTheSameBytesButForDoublesWhereItWritesTheSameNumber(
      @ForAll("rows") Object[] row) throws IOException {
    int ratio = FEED.indexOf("ratio");
    JsonNode ours = new ObjectMapper().readTree(encoder.encode(row));
    JsonNode jacksons = new ObjectMapper().readTree(JacksonEncoder.encode(FEED, row));
    row[ratio] = null;

    assertThat(encoder.encode(row)).isEqualTo(JacksonEncoder.encode(FEED, row));
    assertThat(ours.path("ratio")).isEqualTo(jacksons.path("ratio"));
  }

  @Example
  void everyCharacterIsEscapedAsJacksonDoes() throws IOException {
    for (int c = 0; c < Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";
      if (!Character.isSurrogate((char) c)) {
        Object[] row = row(text, 0L, "name", text);
        assertThat(encoder.encode(row)).isEqualTo(JacksonEncoder.encode(FEED, row));
      }
    }
  }

  @Example
  void doublesAreWrittenInFull() {
    assertThat(
            Stream.of(0.0, -0.0, 17.0, -0.1, 52.520008, 1e-6, 1e-7, 1e9, 1e10, 4.9e-324)
                .map(d -> new String(encoder.encode(row("a", 0L, "ratio", d)), UTF_8))
                .map(json -> json.substring(json.indexOf("ratio") + 7, json.length() - 1)))
        .containsExactly(
            "0.0",
            "-0.0",
            "17.0",
            "-0.1",
            "52.520008",
            "0.000001",
            "1.0E-7",
            "1000000000.0",
            "1.0E10",
            "4.9E-324");
  }

  @Example
  void encoderIsGoodForTheNextRowAfterARefusalAndAfterALargeOne() {
    Object[] plain = row("a", 0L, "count", 1);
    byte[] before = encoder.encode(plain);

    assertThatThrownBy(() -> encoder.encode(row("b", 0L, "name", "long enough \ud800")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(encoder.encode(plain)).isEqualTo(before);
    assertThat(encoder.encode(row("a", 0L, "name", "\u0001".repeat(2_000_000))))
        .hasSizeGreaterThan(12_000_000);
    assertThat(encoder.encode(plain)).isEqualTo(before);
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
    return TestRows.of(FEED);
  }
}
