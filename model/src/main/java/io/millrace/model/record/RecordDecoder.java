package io.millrace.model.record;

import static io.millrace.model.record.RefusalReason.EMPTY;
import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.FAR_FUTURE;
import static io.millrace.model.record.RefusalReason.FAR_PAST;
import static io.millrace.model.record.RefusalReason.MISSING_FIELD;
import static io.millrace.model.record.RefusalReason.NOT_JSON;
import static io.millrace.model.record.RefusalReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.rule.RuleCheck;
import io.millrace.model.schema.SchemaVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads a feed's wire formats, whichever a record has, and holds it against all that the feed asks.
 *
 * <p>JSON: a record is one object in UTF-8 whose members are the feed's fields. Members that the
 * feed does not declare are passed over; null is the same as absent. Whole numbers are written
 * without fraction and exponent; money as a number or a numeric string with at most 4 digits after
 * the point (trailing zeros aside) and 14 before it; instants in ISO-8601 with any offset, kept to
 * the microsecond, from 1900 to 9999; dates as {@code YYYY-MM-DD}. A declared member that occurs
 * twice makes the record ambiguous and is refused.
 *
 * <p>Avro: a record is a message in single-object encoding, written with any version of the feed's
 * schema. Fields are matched by name: what the feed no longer has is passed over, what the writer
 * did not have yet is null, an int is taken for a long.
 *
 * <p>For thread-confined use; create one for each thread or task.
 */
public final class RecordDecoder {
  private static final int DEEPEST_NESTING = 200;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Names come from outside: interning each unknown one would grow the JVM's own table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Names chosen to collide would else end in an exception that is not about the JSON.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();
  private final JsonScan ordinary;
  private final InputScan scan = new InputScan();
  private final ValueReader reader = new ValueReader();
  private final AvroRecordReader avro;
  private final RuleCheck rules;
  private final List<Field> fields;
  private final Map<String, Integer> positions = new HashMap<>();
  private final int eventTime;
  private final int[] required;
  private final RowBuffer row;
  private final boolean[] seen;
  private final Instant farPast;
  private final long farPastMicros;
  private final long farFutureMillis;

  /** Reads JSON, and Avro of the feed's own schema. */
  public RecordDecoder(Feed feed) {
    this(feed, SchemaVersions.of(feed));
  }

  /** Reads JSON, and Avro of each of those schemas. */
  public RecordDecoder(Feed feed, SchemaVersions versions) {
    this.avro = new AvroRecordReader(feed, versions);
    this.rules = new RuleCheck(feed);
    this.fields = feed.fields();
    for (int i = 0; i < fields.size(); i++) {
      positions.put(fields.get(i).name(), i);
    }
    this.ordinary = new JsonScan(feed);
    this.row = new RowBuffer(feed);
    this.seen = new boolean[fields.size()];
    this.eventTime = feed.indexOf(feed.eventTimeField());
    this.required =
        IntStream.range(0, fields.size()).filter(i -> fields.get(i).required()).toArray();
    this.farPast = feed.farPast();
    this.farPastMicros = ValueRange.micros(farPast);
    this.farFutureMillis = feed.farFuture().toMillis();
  }

  /**
   * Decodes a Kafka record's value. Never throws, whatever the bytes.
   *
   * @param value as Kafka delivered it; null is refused as {@link RefusalReason#EMPTY}
   * @param kafkaTimeMillis the record's Kafka time, against which the far future is judged
   */
  public Decoded decode(byte[] value, long kafkaTimeMillis) {
    return decode(value, kafkaTimeMillis, RowFill.NOTHING);
  }

  /**
   * Decodes a record that may lack what its receiver fills in. Never throws by itself, whatever the
   * bytes.
   *
   * @param value null is refused as {@link RefusalReason#EMPTY}
   * @param kafkaTimeMillis against which the far future is judged
   * @param fill asked once, for a record whose own values are all fine
   */
  public Decoded decode(byte[] value, long kafkaTimeMillis, RowFill fill) {
    Refused refused = read(value, row);
    if (refused == null && fill != RowFill.NOTHING) {
      Object[] values = row.values();
      fill.fill(values);
      row.setValues(values);
    }
    refused = refused == null ? check(row, kafkaTimeMillis) : refused;
    return refused != null ? refused : new Valid(row.values(), row.number(eventTime));
  }

  /**
   * Decodes a record into a row that is used again and again. Never throws, whatever the bytes.
   *
   * @param value null is refused as {@link RefusalReason#EMPTY}
   * @param kafkaTimeMillis against which the far future is judged
   * @param into emptied first; its texts are slices of {@code value}
   * @return why the record is refused, or null when the row holds it
   */
  public Refused decode(byte[] value, long kafkaTimeMillis, RowBuffer into) {
    Refused refused = read(value, into);
    return refused != null ? refused : check(into, kafkaTimeMillis);
  }

  /** What the values make of a record, or why they are none. */
  private Refused read(byte[] value, RowBuffer into) {
    into.clear();
    if (value == null || value.length == 0) {
      return new Refused(EMPTY, null, "the record has no value");
    }
    if (AvroMessage.begins(value)) {
      return avro.read(value, into);
    }
    if (ordinary.read(value, into)) {
      return null;
    }
    into.clear();
    scan.scan(value);
    if (scan.invalidAt() >= 0) {
      return new Refused(ENCODING, null, "not UTF-8 at byte " + scan.invalidAt());
    }
    if (scan.nulAt() >= 0) {
      return new Refused(NOT_JSON, null, "a NUL at byte " + scan.nulAt());
    }
    if (scan.blank()) {
      return new Refused(EMPTY, null, "the record is blank");
    }
    try (JsonParser in = json.createParser(value)) {
      return object(in, into);
    } catch (JsonProcessingException e) {
      return new Refused(NOT_JSON, null, ValueReader.quote(String.valueOf(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from an array cannot fail.", e);
    }
  }

  private Refused object(JsonParser in, RowBuffer into) throws IOException {
    JsonToken first = in.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return new Refused(NOT_JSON, null, "a JSON object is expected, not " + first);
    }
    Arrays.fill(seen, false);
    Refused refused = null;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      JsonToken token = in.nextToken();
      Integer position = positions.get(name);
      if (position == null) {
        in.skipChildren();
        continue;
      }
      Refused member = member(in, token, position, into);
      refused = refused == null ? member : refused;
    }
    // Only now: text that is not JSON to its end is refused as that, whatever else is wrong with
    // it.
    JsonToken after = in.nextToken();
    if (after != null) {
      return new Refused(NOT_JSON, null, "text after the object: " + after);
    }
    return refused;
  }

  private Refused member(JsonParser in, JsonToken token, int position, RowBuffer into)
      throws IOException {
    Field field = fields.get(position);
    if (seen[position]) {
      in.skipChildren();
      return new Refused(NOT_JSON, field.name(), "the field occurs twice");
    }
    seen[position] = true;
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!mayBe(field.type(), token)) {
      in.skipChildren();
      return new Refused(WRONG_TYPE, field.name(), token + " where " + field.type() + " belongs");
    }
    if (field.type() == FieldType.STRING && !scan.escapes()) {
      into.set(position, in.getText());
      return null;
    }
    // The event time's own bounds are judged later, so that the year 1066 is the far past.
    if (position == eventTime) {
      long micros = TimeText.epochMicros(in.getText());
      if (!TimeText.isNone(micros)) {
        into.set(position, micros);
        return null;
      }
    }
    if (!reader.read(field, in.getText())) {
      return reader.refused();
    }
    into.setValue(position, reader.value());
    return null;
  }

  private static boolean mayBe(FieldType type, JsonToken token) {
    return switch (type) {
      case STRING, TIMESTAMP, DATE -> token == JsonToken.VALUE_STRING;
      case INT, LONG, DOUBLE -> token.isNumeric();
      case BOOLEAN -> token.isBoolean();
      case MONEY -> token.isNumeric() || token == JsonToken.VALUE_STRING;
    };
  }

  /**
   * Holds a row, however it was made, against all that the feed asks of a decoded record.
   *
   * @param kafkaTimeMillis against which the far future is judged
   * @return why the record is refused, or null when it is fine
   */
  public Refused check(RowView values, long kafkaTimeMillis) {
    for (int i : required) {
      if (!values.has(i) || values.isEmpty(i)) {
        String how = values.has(i) ? "required, but empty" : "required, but missing";
        return new Refused(MISSING_FIELD, fields.get(i).name(), how);
      }
    }
    String name = fields.get(eventTime).name();
    long micros = values.number(eventTime);
    if (micros < farPastMicros) {
      return new Refused(FAR_PAST, name, "before " + farPast);
    }
    if (millisRoundedUp(micros) > latestMillis(kafkaTimeMillis)
        || micros > ValueRange.LAST_MICROS) {
      return new Refused(
          FAR_FUTURE, name, "more than " + farFutureMillis + " ms after the record's Kafka time");
    }
    return rules.check(values);
  }

  private long latestMillis(long kafkaTimeMillis) {
    long latest = kafkaTimeMillis + farFutureMillis;
    return latest < kafkaTimeMillis ? Long.MAX_VALUE : latest;
  }

  private static long millisRoundedUp(long micros) {
    return -Math.floorDiv(-micros, 1_000L);
  }
}
