package io.millrace.model.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.WireFormat;
import java.io.IOException;
import java.time.LocalDate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Our Avro is Avro: its own library writes the same bytes and reads the same values. */
class AvroRoundTripTest {
  private static final Feed FEED = TestFeeds.EVERY_TYPE;
  private static final long MUCH_LATER = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400_000L;

  private final WireEncoder encoder = new AvroRecordEncoder(FEED);
  private final RecordDecoder decoder = new RecordDecoder(FEED);

  @Property
  void everyRowComesBackEqual(@ForAll("rows") Object[] row) {
    assertThat(decoder.decode(encoder.encode(row), MUCH_LATER))
        .isEqualTo(new Valid(row, (Long) row[FEED.indexOf("at")]));
  }

  @Property
  void avrosOwnLibraryWritesTheSameBytes(@ForAll("rows") Object[] row) throws IOException {
    assertThat(encoder.encode(row)).isEqualTo(AvroRecords.encode(FEED, row));
  }

  @Property
  void avrosOwnLibraryReadsTheSameValues(@ForAll("rows") Object[] row) throws IOException {
    assertThat(AvroRecords.decode(FEED, encoder.encode(row))).isEqualTo(row);
  }

  @Property
  void jsonAndAvroOfARowDecodeToTheSame(@ForAll("rows") Object[] row, @ForAll long kafkaTime) {
    assertThat(decoder.decode(encoder.encode(row), kafkaTime))
        .isEqualTo(decoder.decode(new RecordEncoder(FEED).encode(row), kafkaTime));
  }

  @Example
  void theFeedsDeclarationChoosesTheFormat() {
    Feed avro = FEED.toBuilder().wireFormat(WireFormat.AVRO).build();

    assertThat(WireEncoder.of(avro)).isInstanceOf(AvroRecordEncoder.class);
    assertThat(WireEncoder.of(FEED)).isInstanceOf(RecordEncoder.class);
  }

  @Example
  void messageTellsItsSchemaByTheFeedsFingerprint() {
    byte[] message = encoder.encode(row("a"));

    assertThat(AvroMessage.fingerprint(message)).hasValue(FEED.fingerprint());
    assertThat(AvroMessage.fingerprint(new RecordEncoder(FEED).encode(row("a")))).isEmpty();
    assertThat(AvroMessage.fingerprint(new byte[] {(byte) 0xc3, 1, 0})).isEmpty();
    assertThat(AvroMessage.fingerprint(null)).isEmpty();
  }

  @Example
  void encoderIsGoodForTheNextRowAfterARefusal() {
    byte[] before = encoder.encode(row("ä"));

    assertThatThrownBy(() -> encoder.encode(row("long enough \ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Field id cannot be")
        .hasMessageContaining("an unpaired surrogate at character 12");
    assertThatThrownBy(() -> encoder.encode(row(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is required");
    assertThat(encoder.encode(row("ä"))).isEqualTo(before);
  }

  private static Object[] row(String id) {
    Object[] row = new Object[FEED.fields().size()];
    row[FEED.indexOf("id")] = id;
    row[FEED.indexOf("at")] = 0L;
    return row;
  }

  @Provide
  Arbitrary<Object[]> rows() {
    return TestRows.of(FEED);
  }
}
