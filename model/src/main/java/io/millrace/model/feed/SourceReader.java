package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import io.millrace.model.record.ValueReader;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code sources} of a feed: mappings from other formats, checked against the feed's
 * fields.
 */
final class SourceReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final String LEGAL_SOURCE = "exactly one of record_id: true, constant, column";

  private final FieldNames fields;

  SourceReader(FieldNames fields) {
    this.fields = fields;
  }

  Map<String, SourceMapping> read(Section sources) {
    Map<String, SourceMapping> mappings = new LinkedHashMap<>();
    for (String name : sources.keys()) {
      Section source = sources.section(name);
      if (!NAME.matcher(name).matches()) {
        sources.note(name, name, "a name that matches " + NAME);
      } else if (name.equals(SourceMapping.FEED_ITSELF)) {
        sources.note(name, name, "another name: every feed has this source already");
      }
      SourceFormat format =
          source.read("format", null, SourceFormat.legal(), t -> SourceFormat.of(t).orElse(null));
      if (!source.has("format")) {
        source.note("format", "missing", SourceFormat.legal());
      }
      CsvLayout csv = new CsvLayoutReader(source).read(format);
      mappings.put(name, new SourceMapping(name, format, csv, fieldSources(source, format, csv)));
      source.refuseOthers();
    }
    return mappings;
  }

  private Map<String, FieldSource> fieldSources(
      Section source, SourceFormat format, CsvLayout csv) {
    List<String> columns =
        format == null || format.columns().isEmpty() ? csv.header() : format.columns();
    Section mapped = source.section("fields");
    Map<String, FieldSource> read = new LinkedHashMap<>();
    for (String name : mapped.keys()) {
      Section one = mapped.section(name);
      Field field = fields.find(name);
      if (field == null) {
        if (!fields.isBroken(name)) {
          mapped.note(name, name, "a field of the feed: " + fields.names());
        }
        continue;
      }
      FieldSource fieldSource = fieldSource(one, field, columns);
      if (fieldSource != null) {
        read.put(name, fieldSource);
      }
      one.refuseOthers();
    }
    for (Field field : fields.all()) {
      if (field.required() && !mapped.has(field.name())) {
        mapped.note(field.name(), "missing", "a source, since the field is required");
      }
    }
    return read;
  }

  private static FieldSource fieldSource(Section one, Field field, List<String> columns) {
    String recordId = one.optional("record_id", "true");
    String constant = one.optional("constant", "a " + field.type());
    String column = one.optional("column", "a column's name");
    String pattern = one.optional("pattern", "a java.time pattern");
    String zone = one.optional("zone", "a time zone");
    TextForm as = one.read("as", TextForm.TEXT, TextForm.legal(), t -> TextForm.of(t).orElse(null));
    List<String> hosts = one.texts("hosts", "host names");
    int kinds = (recordId != null ? 1 : 0) + (constant != null ? 1 : 0) + (column != null ? 1 : 0);
    if (kinds != 1) {
      one.note("", kinds + " of them", LEGAL_SOURCE);
      return null;
    }
    if (column == null) {
      for (String key : List.of("as", "hosts", "pattern", "zone")) {
        if (one.has(key)) {
          one.note(key, "present", key + " only beside column");
        }
      }
      return recordId != null ? recordId(one, field, recordId) : constant(one, field, constant);
    }
    if (!columns.isEmpty() && !columns.contains(column)) {
      one.note("column", column, String.join(", ", columns));
    }
    if (pattern != null) {
      return time(one, field, column, pattern, zone);
    }
    if (zone != null) {
      one.note("zone", zone, "zone only beside pattern");
    }
    return as == null ? null : column(one, field, column, as, hosts);
  }

  private static FieldSource recordId(Section one, Field field, String recordId) {
    if (!recordId.equals("true")) {
      one.note("record_id", recordId, "true");
    }
    if (field.type() != FieldType.STRING) {
      one.note("record_id", "in a " + field.type() + " field", "a STRING field");
    }
    return new FieldSource.RecordId();
  }

  private static FieldSource constant(Section one, Field field, String constant) {
    ValueReader reader = new ValueReader();
    if (!reader.read(field, constant)) {
      one.note("constant", constant, "a " + field.type() + ": " + reader.refused().detail());
      return null;
    }
    return new FieldSource.Constant((Serializable) reader.value());
  }

  private static FieldSource column(
      Section one, Field field, String column, TextForm as, List<String> hosts) {
    if (!as.suits(field.type())) {
      one.note(
          "as", as.declared(), "flag only for BOOLEAN fields, the others only for STRING fields");
    }
    if (!hosts.isEmpty() && !as.readsUrls()) {
      one.note("hosts", String.join(", ", hosts), "hosts only with as: path, query or section");
    }
    List<String> lower = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    return new FieldSource.Column(column, as, lower);
  }

  private static FieldSource time(
      Section one, Field field, String column, String pattern, String zone) {
    boolean date = field.type() == FieldType.DATE;
    if (!date && field.type() != FieldType.TIMESTAMP) {
      one.note("pattern", "in a " + field.type() + " field", "pattern only for TIMESTAMP and DATE");
      return null;
    }
    for (String key : List.of("as", "hosts")) {
      if (one.has(key)) {
        one.note(key, "present", key + " not beside pattern");
      }
    }
    Optional<EpochUnit> epoch = EpochUnit.of(pattern);
    if (epoch.isPresent()) {
      return epoch(one, date, column, epoch.get());
    }
    boolean legal = isPattern(pattern);
    if (!legal) {
      one.note(
          "pattern",
          pattern,
          "epoch_seconds, epoch_millis or a java.time.format.DateTimeFormatter pattern");
    }
    boolean zoned = date || (legal && carriesZone(pattern));
    if (legal && zoned == (zone != null)) {
      one.note(
          "zone",
          zone == null ? "missing" : zone,
          zoned
              ? "no zone, since the value needs none"
              : "a time zone, since the pattern has none");
      return null;
    }
    ZoneId id = ZoneOffset.UTC;
    if (zone != null) {
      try {
        id = ZoneId.of(zone);
      } catch (DateTimeException e) {
        one.note("zone", zone, "a time zone such as UTC or Europe/Berlin");
        return null;
      }
    }
    return legal ? new FieldSource.TimeColumn(column, pattern, id) : null;
  }

  private static FieldSource epoch(Section one, boolean date, String column, EpochUnit unit) {
    if (date) {
      one.note("pattern", unit.declared(), unit.declared() + " only for TIMESTAMP");
    }
    if (one.has("zone")) {
      one.note("zone", "present", "no zone, since the value needs none");
    }
    return new FieldSource.EpochColumn(column, unit);
  }

  private static boolean isPattern(String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean carriesZone(String pattern) {
    String unquoted = pattern.replaceAll("'[^']*'", "");
    return unquoted.chars().anyMatch(c -> "VvzOXxZ".indexOf(c) >= 0);
  }
}
