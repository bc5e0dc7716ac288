package io.millrace.model.feed;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the lines of a file of some other format become records of a feed.
 *
 * @param name as declared under {@code sources}
 * @param format how a record is cut into columns
 * @param csv delimiter and header of a {@link SourceFormat#CSV} source
 * @param fields by feed field, in declared order; a field that is not here is null in every record
 */
public record SourceMapping(
    String name, SourceFormat format, CsvLayout csv, Map<String, FieldSource> fields)
    implements Serializable {
  /**
   * The name of the source that every feed has without declaring it: its own wire format in JSON,
   * one object a line or in one array.
   */
  public static final String FEED_ITSELF = "feed";

  public SourceMapping {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Whether any of its fields is where an address is. */
  boolean locatesAddresses() {
    return fields.values().stream()
        .anyMatch(f -> f instanceof FieldSource.Column c && c.as().place().isPresent());
  }
}
