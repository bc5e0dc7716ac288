package io.millrace.ingest.mapping;

import io.millrace.ingest.address.Geography;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldSource;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueRange;
import io.millrace.model.record.ValueReader;
import io.millrace.model.web.PageSection;
import io.millrace.model.web.RequestTarget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/** Fills one field of a row from one column's text. */
interface ColumnField {
  Pattern WHOLE_AS_DECIMAL = Pattern.compile("[0-9]+\\.0+");

  Pattern EPOCH = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

  /** The value for that text; null for null. The reader is only used during the call. */
  Object valueOf(String text, ValueReader reader) throws BadValueException;

  static ColumnField of(Field field, FieldSource.Column source, Geography geography) {
    return (text, reader) -> {
      String formed = text == null ? null : form(text, source, geography);
      // Only JSON has empty texts, and writers of other types' values mean nothing by them.
      if (formed == null || (formed.isEmpty() && field.type() != FieldType.STRING)) {
        return null;
      }
      if (!reader.read(field, formed)) {
        throw new BadValueException(reader.refused().detail());
      }
      return reader.value();
    };
  }

  static ColumnField of(Field field, FieldSource.TimeColumn source) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(source.pattern(), Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    return (text, reader) ->
        text == null || text.isEmpty() ? null : time(field, source.zone(), format, text, reader);
  }

  static ColumnField of(Field field, FieldSource.EpochColumn source) {
    BigDecimal micros = BigDecimal.valueOf(source.unit().micros());
    return (text, reader) -> {
      if (text == null || text.isEmpty()) {
        return null;
      }
      if (!EPOCH.matcher(text).matches()) {
        throw new BadValueException("the time is no number of " + source.unit().declared());
      }
      BigDecimal instant = new BigDecimal(text).multiply(micros).setScale(0, RoundingMode.FLOOR);
      // Beyond 64 bits is beyond every field's range as well.
      boolean fits = instant.unscaledValue().bitLength() < Long.SIZE;
      if (!reader.readMicros(field, fits ? instant.longValueExact() : Long.MAX_VALUE)) {
        throw new BadValueException(reader.refused().detail());
      }
      return reader.value();
    };
  }

  private static String form(String text, FieldSource.Column source, Geography geography) {
    if (!source.hosts().isEmpty() && !source.hosts().contains(RequestTarget.host(text))) {
      return null;
    }
    return switch (source.as()) {
      case TEXT -> text;
      case ID ->
          WHOLE_AS_DECIMAL.matcher(text).matches() ? text.substring(0, text.indexOf('.')) : text;
      case PATH -> RequestTarget.path(text);
      case QUERY -> RequestTarget.query(text);
      case SECTION -> PageSection.of(text);
      case FLAG ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "y", "yes", "t" -> "true";
            case "0", "n", "no", "f" -> "false";
            default -> text;
          };
      case COUNTRY, REGION, CITY ->
          geography.whereaboutsOf(text).part(source.as().place().orElseThrow());
    };
  }

  private static Object time(
      Field field, ZoneId zone, DateTimeFormatter format, String text, ValueReader reader)
      throws BadValueException {
    try {
      if (field.type() == FieldType.DATE) {
        // Through the reader, so that dates have the same range here as on the wire.
        if (!reader.read(field, LocalDate.parse(text, format).toString())) {
          throw new BadValueException(reader.refused().detail());
        }
        return reader.value();
      }
      DateTimeFormatter zoned = format.getZone() == null ? format.withZone(zone) : format;
      Instant instant = instant(zoned.parse(text), zone);
      if (!reader.readMicros(field, ValueRange.micros(instant))) {
        throw new BadValueException(reader.refused().detail());
      }
      return reader.value();
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadValueException("the time is not in the declared pattern, or does not exist");
    }
  }

  /** A pattern without a time of day means the beginning of the day. */
  private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
    return parsed.isSupported(ChronoField.INSTANT_SECONDS)
        ? Instant.from(parsed)
        : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
  }
}
