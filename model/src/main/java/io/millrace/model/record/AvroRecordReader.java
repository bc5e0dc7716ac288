package io.millrace.model.record;

import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.NOT_AVRO;
import static io.millrace.model.record.RefusalReason.OUT_OF_RANGE;
import static io.millrace.model.record.RefusalReason.UNKNOWN_SCHEMA;
import static io.millrace.model.record.RefusalReason.WRONG_TYPE;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.schema.SchemaVersions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** Reads Avro's single-object encoding into rows, for {@link RecordDecoder}. */
final class AvroRecordReader {
  private final Feed feed;
  private final SchemaVersions versions;
  private final int eventTime;
  private final Map<Long, AvroPlan> plans = new HashMap<>();

  AvroRecordReader(Feed feed, SchemaVersions versions) {
    this.feed = feed;
    this.versions = versions;
    this.eventTime = feed.indexOf(feed.eventTimeField());
  }

  /**
   * Fills the row from a message that {@link AvroMessage#begins}. Whether the event time lies
   * within its range is left to the caller.
   *
   * @return why it is refused, or null
   */
  Refused read(byte[] value, RowBuffer row) {
    OptionalLong fingerprint = AvroMessage.fingerprint(value);
    if (fingerprint.isEmpty()) {
      return new Refused(NOT_AVRO, null, "it ends within the schema's fingerprint");
    }
    AvroPlan plan = plan(fingerprint.getAsLong());
    if (plan == null) {
      return new Refused(
          UNKNOWN_SCHEMA,
          null,
          "no version of the feed's schema has the fingerprint "
              + HexFormat.of().toHexDigits(fingerprint.getAsLong()));
    }
    try {
      AvroInput in = new AvroInput(value, AvroMessage.HEADER_BYTES);
      Refused refused = null;
      for (AvroPlan.Step step : plan.steps()) {
        Refused field = step(in, step, row);
        refused = refused == null ? field : refused;
      }
      // Only now: bytes that are no record to their end are refused as that.
      if (in.remaining() > 0) {
        return new Refused(NOT_AVRO, null, in.remaining() + " bytes after the record");
      }
      return refused;
    } catch (AvroInput.MalformedException e) {
      return new Refused(NOT_AVRO, null, e.getMessage());
    }
  }

  private AvroPlan plan(long fingerprint) {
    AvroPlan known = plans.get(fingerprint);
    if (known != null) {
      return known;
    }
    Schema writer = versions.find(fingerprint);
    Optional<AvroPlan> plan = writer == null ? Optional.empty() : AvroPlan.of(writer, feed);
    plan.ifPresent(p -> plans.put(fingerprint, p));
    return plan.orElse(null);
  }

  private Refused step(AvroInput in, AvroPlan.Step step, RowBuffer row)
      throws AvroInput.MalformedException {
    if (step.nullBranch() >= 0) {
      long branch = in.whole();
      if (branch == step.nullBranch()) {
        return null;
      }
      if (branch != 1 - step.nullBranch()) {
        throw new AvroInput.MalformedException("a union's branch " + branch + " of 2");
      }
    }
    if (step.position() < 0) {
      skip(in, step);
      return null;
    }
    if (!step.fits()) {
      skip(in, step);
      return new Refused(
          WRONG_TYPE,
          step.field().name(),
          "written as " + step.type() + " where " + step.field().type() + " belongs");
    }
    return value(in, step, row);
  }

  private static void skip(AvroInput in, AvroPlan.Step step) throws AvroInput.MalformedException {
    switch (step.type()) {
      case STRING, MONEY -> in.skip(in.length());
      case INT, DATE -> in.int32();
      case LONG, TIMESTAMP -> in.whole();
      case DOUBLE -> in.float64();
      case BOOLEAN -> in.truth();
    }
  }

  private Refused value(AvroInput in, AvroPlan.Step step, RowBuffer row)
      throws AvroInput.MalformedException {
    Field field = step.field();
    int position = step.position();
    switch (step.type()) {
      case STRING -> {
        return in.text(in.length(), position, row)
            ? null
            : new Refused(ENCODING, field.name(), "not UTF-8");
      }
      case INT -> row.set(position, (long) in.int32());
      case LONG -> row.set(position, in.whole());
      case BOOLEAN -> row.set(position, in.truth() ? 1L : 0L);
      case DOUBLE -> {
        double number = in.float64();
        row.set(position, number);
        return Double.isFinite(number) ? null : outOfRange(field, number + " is not finite");
      }
      case MONEY -> {
        return money(in, field, position, row);
      }
      case TIMESTAMP -> {
        long micros = in.whole();
        row.set(position, micros);
        // The event time's own bounds are judged later, so that the year 1066 is the far past.
        return position == eventTime || ValueRange.holdsMicros(micros)
            ? null
            : outOfRange(field, "the time does not lie within the years 1900 to 9999");
      }
      case DATE -> {
        int day = in.int32();
        row.set(position, (long) day);
        return ValueRange.holdsDay(day)
            ? null
            : outOfRange(field, "the date does not lie within the years 1900 to 9999");
      }
    }
    return null;
  }

  private static Refused money(AvroInput in, Field field, int position, RowBuffer row)
      throws AvroInput.MalformedException {
    int length = in.length();
    if (length == 0) {
      throw new AvroInput.MalformedException("an amount of 0 bytes");
    }
    long scaled = in.peek(0);
    boolean fits = true;
    for (int i = 1; i < length; i++) {
      fits &= scaled == ((scaled << Byte.SIZE) >> Byte.SIZE);
      scaled = (scaled << Byte.SIZE) | (in.peek(i) & 0xff);
    }
    in.skip(length);
    row.set(position, scaled);
    return fits && ValueRange.holdsMoney(scaled)
        ? null
        : outOfRange(field, "the amount has more than 14 digits before the point");
  }

  private static Refused outOfRange(Field field, String detail) {
    return new Refused(OUT_OF_RANGE, field.name(), detail);
  }
}
