package io.millrace.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Rows of the warehouse's tables of scores and alerts as the JSON that all other hosts write. */
final class BatchRows {

  /** The members of a score in their order, which are columns of {@code dw.risk_scores}. */
  static final List<String> SCORE =
      List.of(
          "transaction_id",
          "account_id",
          "event_time",
          "amount",
          "currency",
          "score",
          "level",
          "list",
          "late_ms",
          "is_priced",
          "is_complete",
          "rule_set",
          "rules");

  /** The members of an alert in their order, which are columns of {@code dw.fraud_alerts}. */
  static final List<String> ALERT =
      List.of(
          "alert_id",
          "rule",
          "severity",
          "explanation",
          "transaction_id",
          "account_id",
          "event_time",
          "amount",
          "currency",
          "merchant",
          "merchant_category",
          "channel",
          "country",
          "score",
          "level",
          "list",
          "late_ms",
          "is_priced",
          "is_complete",
          "rule_set");

  private static final Set<String> NUMBERS = Set.of("score", "late_ms");
  private static final Set<String> TRUTHS = Set.of("is_priced", "is_complete");

  private static final int FETCHED = 1_000;

  /** As {@link Hive} writes it. */
  private static final String NULL = "\\N";

  private BatchRows() {}

  /**
   * Writes all rows of a table, a line each.
   *
   * @return how many
   */
  static long write(Hive hive, String table, List<String> members, Path file) throws IOException {
    List<String> columns =
        members.stream().map(m -> m.equals("rules") ? "concat_ws(' ', rules)" : m).toList();
    long[] rows = new long[1];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      hive.each(
          "SELECT %s FROM %s".formatted(String.join(", ", columns), table),
          FETCHED,
          row -> {
            try {
              out.write(json(members, row));
              out.write('\n');
              rows[0]++;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return rows[0];
  }

  /**
   * A row.
   *
   * @param values as {@link Hive} writes them; rules by their names, separated by spaces
   */
  static byte[] json(List<String> members, List<String> values) throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.writeStartObject();
      for (int i = 0; i < members.size(); i++) {
        out.writeFieldName(members.get(i));
        write(out, members.get(i), values.get(i));
      }
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, String member, String value) throws IOException {
    if (value.equals(NULL)) {
      out.writeNull();
    } else if (member.equals("event_time")) {
      out.writeString(LocalDateTime.parse(value).toInstant(ZoneOffset.UTC).toString());
    } else if (member.equals("amount")) {
      out.writeNumber(new BigDecimal(value));
    } else if (NUMBERS.contains(member)) {
      out.writeNumber(Long.parseLong(value));
    } else if (TRUTHS.contains(member)) {
      out.writeBoolean(Boolean.parseBoolean(value));
    } else if (member.equals("rules")) {
      out.writeStartArray();
      for (String rule : value.isEmpty() ? List.<String>of() : List.of(value.split(" ", -1))) {
        out.writeString(rule);
      }
      out.writeEndArray();
    } else {
      out.writeString(value);
    }
  }
}
