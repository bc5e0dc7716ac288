package io.millrace.model.feed;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the lines of a file of some other format become records of a feed.
 *
 * @param name as declared under {@code sources}
 * @param format how a line is cut into columns
 * @param fields by feed field, in declared order; a field that is not here is null in every record
 */
public record SourceMapping(String name, SourceFormat format, Map<String, FieldSource> fields)
    implements Serializable {
  public SourceMapping {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
