package io.millrace.model.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.schema.SchemaVersions;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Records of a feed's earlier schemas become rows of the one it has now. */
class AvroVersionsTest {
  private static final Field ID = new Field("id", FieldType.STRING, true, "id");
  private static final Field AT = new Field("at", FieldType.TIMESTAMP, true, "event time");
  private static final Feed FIRST =
      feed(ID, AT, optional("count", FieldType.INT), optional("gone", FieldType.STRING));
  private static final Feed SECOND =
      feed(optional("added", FieldType.DOUBLE), AT, ID, optional("count", FieldType.LONG));

  private final RecordDecoder decoder =
      new RecordDecoder(SECOND, SchemaVersions.of(SECOND, List.of(FIRST.avsc())));

  @Test
  void earlierRecordsAreReadByNameWithNullsWideningAndWithoutWhatIsGone() {
    byte[] earlier = new AvroRecordEncoder(FIRST).encode(new Object[] {"a", 7L, 5, "old"});

    assertThat(decoder.decode(earlier, 0))
        .isEqualTo(new Valid(new Object[] {null, 7L, "a", 5L}, 7L));
  }

  @Test
  void recordsOfBothVersionsMayAlternate() {
    byte[] earlier = new AvroRecordEncoder(FIRST).encode(new Object[] {"a", 7L, null, null});
    byte[] later = new AvroRecordEncoder(SECOND).encode(new Object[] {0.5, 8L, "b", 6L});

    for (int i = 0; i < 3; i++) {
      assertThat(decoder.decode(earlier, 0))
          .isEqualTo(new Valid(new Object[] {null, 7L, "a", null}, 7L));
      assertThat(decoder.decode(later, 0))
          .isEqualTo(new Valid(new Object[] {0.5, 8L, "b", 6L}, 8L));
    }
  }

  @Test
  void versionThatIsNotKnownIsRefused() {
    byte[] earlier = new AvroRecordEncoder(FIRST).encode(new Object[] {"a", 7L, 5, "old"});

    assertThat(((Refused) new RecordDecoder(SECOND).decode(earlier, 0)).reason())
        .isEqualTo(RefusalReason.UNKNOWN_SCHEMA);
  }

  @Test
  void requiredFieldThatTheWriterDidNotHaveIsMissing() {
    Feed strict = feed(ID, AT, new Field("needed", FieldType.STRING, true, "needed"));
    RecordDecoder strictDecoder =
        new RecordDecoder(strict, SchemaVersions.of(strict, List.of(FIRST.avsc())));
    byte[] earlier = new AvroRecordEncoder(FIRST).encode(new Object[] {"a", 7L, null, null});

    assertThat(strictDecoder.decode(earlier, 0))
        .isEqualTo(new Refused(RefusalReason.MISSING_FIELD, "needed", "required, but missing"));
  }

  @Test
  void valueOfATypeThatDoesNotWidenIsRefusedAndNullIsNot() {
    Feed changed = feed(ID, AT, optional("count", FieldType.STRING));
    RecordDecoder changedDecoder =
        new RecordDecoder(changed, SchemaVersions.of(changed, List.of(FIRST.avsc())));
    AvroRecordEncoder first = new AvroRecordEncoder(FIRST);

    assertThat(changedDecoder.decode(first.encode(new Object[] {"a", 7L, 5, null}), 0))
        .isEqualTo(
            new Refused(RefusalReason.WRONG_TYPE, "count", "written as INT where STRING belongs"));
    assertThat(changedDecoder.decode(first.encode(new Object[] {"a", 7L, null, null}), 0))
        .isInstanceOf(Valid.class);
  }

  @Test
  void schemaWithATypeThatNoFeedHasIsRefusedLikeAnUnknownOne() {
    String listed =
        """
        {"type": "record", "name": "things", "fields": [
          {"name": "id", "type": {"type": "array", "items": "string"}}]}""";
    SchemaVersions versions = SchemaVersions.of(SECOND, List.of(listed));
    byte[] message = new AvroRecordEncoder(SECOND).encode(new Object[] {0.5, 8L, "b", 6L});
    long fingerprint = SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(listed));
    for (int i = 0; i < Long.BYTES; i++) {
      message[2 + i] = (byte) (fingerprint >>> (8 * i));
    }

    assertThat(((Refused) new RecordDecoder(SECOND, versions).decode(message, 0)).reason())
        .isEqualTo(RefusalReason.UNKNOWN_SCHEMA);
  }

  private static Field optional(String name, FieldType type) {
    return new Field(name, type, false, name);
  }

  private static Feed feed(Field... fields) {
    return TestFeeds.EVERY_TYPE.toBuilder().key(List.of("id")).fields(List.of(fields)).build();
  }
}
