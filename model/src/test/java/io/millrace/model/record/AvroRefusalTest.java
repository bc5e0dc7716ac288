package io.millrace.model.record;

import static io.millrace.model.record.RefusalReason.EMPTY;
import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.FAR_FUTURE;
import static io.millrace.model.record.RefusalReason.FAR_PAST;
import static io.millrace.model.record.RefusalReason.NOT_AVRO;
import static io.millrace.model.record.RefusalReason.OUT_OF_RANGE;
import static io.millrace.model.record.RefusalReason.RULE;
import static io.millrace.model.record.RefusalReason.UNKNOWN_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Rule;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever follows Avro's marker, the decoder answers: a row, or why there is none. */
class AvroRefusalTest {
  private static final Feed FEED = TestFeeds.EVERY_TYPE;
  private static final byte[] GOOD =
      new AvroRecordEncoder(FEED)
          .encode(
              new Object[] {
                "a", 0L, "Zürich", -1, Long.MIN_VALUE, 0.5, true, -25_500L, 1L, 11_016
              });

  private final RecordDecoder decoder = new RecordDecoder(FEED);

  @Property
  void messageThatIsCutIsRefusedAtAnyByte(@ForAll @IntRange(max = 200) int length) {
    byte[] cut = Arrays.copyOf(GOOD, length % GOOD.length);

    assertThat(reason(cut))
        .isEqualTo(cut.length == 0 ? EMPTY : cut.length == 1 ? ENCODING : NOT_AVRO);
  }

  @Property(tries = 5_000)
  void messageWithBytesChangedNeverThrows(
      @ForAll byte[] changes, @ForAll @IntRange(max = 10_000) int step, @ForAll long kafkaTime) {
    byte[] bytes = GOOD.clone();
    for (int i = 0; i < Math.min(4, changes.length); i++) {
      int body = AvroMessage.HEADER_BYTES;
      bytes[body + Math.floorMod(step * (i + 1) * 31 + i, bytes.length - body)] = changes[i];
    }

    assertThat(decoder.decode(bytes, kafkaTime)).isNotNull();
  }

  @Property(tries = 5_000)
  void rubbishAfterTheFingerprintNeverThrows(@ForAll byte[] rubbish, @ForAll long kafkaTime) {
    assertThat(decoder.decode(message(rubbish), kafkaTime)).isNotNull();
  }

  @Example
  void bytesAfterTheRecordAreRefused() {
    assertThat(decode(Arrays.copyOf(GOOD, GOOD.length + 3)))
        .isEqualTo(new Refused(NOT_AVRO, null, "3 bytes after the record"));
  }

  @Example
  void absurdLengthsAreRefusedAndNotAllocated() {
    for (String length : List.of("feffffff0f", "feffffffffffffffff01", "01", "a01f")) {
      assertThat(decode(message(HexFormat.of().parseHex(length))))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(NOT_AVRO);
                assertThat(refused.detail()).startsWith("a length of ");
              });
    }
  }

  @Example
  void numbersOfTooManyBytesAreRefused() {
    // An id of one byte, an event time that never ends, then one beyond 64 bits.
    assertThat(reason(message(HexFormat.of().parseHex("0261" + "ff".repeat(20)))))
        .isEqualTo(NOT_AVRO);
    assertThat(reason(message(HexFormat.of().parseHex("0261" + "ff".repeat(9) + "02"))))
        .isEqualTo(NOT_AVRO);
    // The count's union says 1, its int has 33 bits.
    assertThat(reason(message(HexFormat.of().parseHex("0261" + "00" + "00" + "02" + "8080808020"))))
        .isEqualTo(NOT_AVRO);
  }

  @Example
  void valuesThatAreNoneOfTheirTypeAreNamedByTheirField() {
    String head = "0261" + "00"; // id, at
    String upToRatio = head + "000000"; // name, count and total are null

    assertThat(decode(message(HexFormat.of().parseHex(head + "02" + "02" + "ff" + "00".repeat(7)))))
        .isEqualTo(new Refused(ENCODING, "name", "not UTF-8"));
    assertThat(
            decode(
                message(
                    HexFormat.of()
                        .parseHex(upToRatio + "02" + "000000000000f87f" + "00".repeat(4)))))
        .isEqualTo(new Refused(OUT_OF_RANGE, "ratio", "NaN is not finite"));
    assertThat(
            decode(
                message(
                    HexFormat.of()
                        .parseHex(
                            upToRatio
                                + "00"
                                + "00"
                                + "02"
                                + "10"
                                + "7f"
                                + "ff".repeat(7)
                                + "0000"))))
        .isEqualTo(
            new Refused(
                OUT_OF_RANGE, "price", "the amount has more than 14 digits before the point"));
    assertThat(
            decode(
                message(
                    HexFormat.of()
                        .parseHex(
                            upToRatio
                                + "00"
                                + "00"
                                + "02"
                                + "16"
                                + "01"
                                + "00".repeat(10)
                                + "0000"))))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.field()).isEqualTo("price"));
    assertThat(reason(message(HexFormat.of().parseHex(upToRatio + "00" + "02" + "02" + "000000"))))
        .isEqualTo(NOT_AVRO);
  }

  @Example
  void amountsMayHaveMoreBytesThanTheyNeed() {
    byte[] longer =
        message(
            HexFormat.of()
                .parseHex("026100" + "0000000000" + "02" + "14" + "ff".repeat(9) + "fe" + "0000"));

    assertThat(decode(longer))
        .isInstanceOfSatisfying(
            Valid.class, valid -> assertThat(valid.values()[FEED.indexOf("price")]).isEqualTo(-2L));
  }

  @Example
  void eventTimesBeyondTheFeedsBoundsAreRefusedLikeThoseInJson() {
    assertThat(
            reason(
                message(HexFormat.of().parseHex("0261" + "ff".repeat(9) + "01" + "00".repeat(8)))))
        .isEqualTo(FAR_PAST);
    assertThat(
            reason(
                message(
                    HexFormat.of()
                        .parseHex("0261" + "fe" + "ff".repeat(8) + "01" + "00".repeat(8)))))
        .isEqualTo(FAR_FUTURE);
  }

  @Example
  void schemaThatIsNoVersionOfTheFeedsIsNamedByItsFingerprint() {
    byte[] foreign = GOOD.clone();
    for (int i = 2; i < AvroMessage.HEADER_BYTES; i++) {
      foreign[i] = (byte) i;
    }

    assertThat(decode(foreign))
        .isEqualTo(
            new Refused(
                UNKNOWN_SCHEMA,
                null,
                "no version of the feed's schema has the fingerprint 0908070605040302"));
  }

  @Example
  void rulesHoldForBothFormats() {
    Feed strict =
        FEED.toBuilder().rules(List.of(new Rule.Matches("plain", "name", "[a-z]+"))).build();
    RecordDecoder strictDecoder = new RecordDecoder(strict);
    Object[] row = new Object[FEED.fields().size()];
    row[FEED.indexOf("id")] = "a";
    row[FEED.indexOf("at")] = 0L;
    row[FEED.indexOf("name")] = "Zürich";

    for (WireEncoder encoder : List.of(new RecordEncoder(strict), new AvroRecordEncoder(strict))) {
      assertThat(strictDecoder.decode(encoder.encode(row), 0))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(RULE);
                assertThat(refused.rule()).isEqualTo("plain");
              });
    }
  }

  private static byte[] message(byte[] body) {
    byte[] message = Arrays.copyOf(GOOD, AvroMessage.HEADER_BYTES + body.length);
    System.arraycopy(body, 0, message, AvroMessage.HEADER_BYTES, body.length);
    return message;
  }

  private RefusalReason reason(byte[] message) {
    return ((Refused) decode(message)).reason();
  }

  private Decoded decode(byte[] message) {
    return decoder.decode(message, 0);
  }
}
