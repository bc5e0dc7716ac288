package io.millrace.model.feed;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/** Where a mapping takes one field's value from. */
public sealed interface FieldSource extends Serializable {

  /** {@code {record_id: true}}: an id made of the file's content and the line number. */
  record RecordId() implements FieldSource {}

  /**
   * {@code {constant: …}}: the same value in every record.
   *
   * @param value of the field's Java type
   */
  record Constant(Serializable value) implements FieldSource {}

  /**
   * {@code {column: …}}, with optional {@code as} and {@code hosts}: a column read by the field's
   * type.
   *
   * @param as what is made of the text before it is read by the field's type
   * @param hosts for {@link TextForm#PATH}, {@link TextForm#QUERY} and {@link TextForm#SECTION}: a
   *     URL of any other host gives null; empty for any host
   */
  record Column(String column, TextForm as, List<String> hosts) implements FieldSource {
    public Column {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * {@code {column: …, pattern: …}}, with {@code zone} where the pattern has none: a time in a
   * format of its own.
   *
   * @param pattern of {@link java.time.format.DateTimeFormatter}, read strictly with English names
   * @param zone used only when the pattern does not carry an offset or zone itself
   */
  record TimeColumn(String column, String pattern, ZoneId zone) implements FieldSource {}

  /** {@code {column: …, pattern: epoch_seconds}} or {@code epoch_millis}: a time as a number. */
  record EpochColumn(String column, EpochUnit unit) implements FieldSource {}
}
