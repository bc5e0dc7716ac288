package io.millrace.ingest.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a sample holds, the declaration that is guessed from it is legal and reads all of it.
 */
class SampleRoundTripTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void everyRecordOfACsvSampleIsReadByWhatWasGuessedFromIt(
      @ForAll("tables") List<List<String>> table) throws IOException {
    String csv =
        table.stream()
            .map(
                row ->
                    row.stream().map(SampleRoundTripTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n", "", "\n"));

    readsAll(csv, table.size() - 1);
  }

  @Property(tries = 300)
  void everyRecordOfAJsonSampleIsReadByWhatWasGuessedFromIt(
      @ForAll("tables") List<List<String>> table) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (List<String> row : table.subList(1, table.size())) {
      Map<String, Object> record = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        String value = row.get(i);
        boolean bare = value.matches("true|false|-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,6})?");
        record.put(
            table.get(0).get(i), value.isEmpty() ? null : bare ? JSON.readTree(value) : value);
      }
      lines.append(JSON.writeValueAsString(record)).append('\n');
    }

    readsAll(lines.toString(), table.size() - 1);
  }

  private static void readsAll(String text, long records) throws IOException {
    Path file = Files.createTempFile("sample", ".txt");
    try {
      Files.writeString(file, text);
      Inferred inferred = new SampleInference(NOW, Long.MAX_VALUE).infer("rows", file);

      Feed feed = FeedCatalog.parse("rows", inferred.yaml(), inferred.avsc());
      List<Mapped> refused = new ArrayList<>();
      List<Object[]> rows = new ArrayList<>();
      new SampleRecords(
              new SourceFile(file), feed, feed.sources().values().iterator().next(), 1 << 20)
          .forEach(
              Long.MAX_VALUE,
              (line, mapped) -> {
                if (mapped instanceof Mapped.Row row) {
                  rows.add(row.values());
                } else {
                  refused.add(mapped);
                }
              });
      assertThat(refused).as(inferred.yaml()).isEmpty();
      assertThat(rows).hasSize((int) records);
      long farPast = feed.farPast().getEpochSecond() * 1_000_000;
      assertThat(rows)
          .allSatisfy(
              row ->
                  assertThat((Long) row[feed.indexOf(feed.eventTimeField())])
                      .isGreaterThanOrEqualTo(farPast));
    } finally {
      Files.delete(file);
    }
  }

  /** A header, then 1 to 8 rows, in which each column holds values of a kind or none. */
  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> column =
        Arbitraries.oneOf(
            Arbitraries.of(
                "id",
                "Order ID",
                "customerId",
                "time",
                "created_at",
                "price",
                "date",
                "e-mail",
                "dt",
                "null",
                "no",
                "Größe",
                "zip",
                "select",
                "record_id",
                "event_time",
                "lat"),
            Arbitraries.strings()
                .withChars(" _-.'\"\\:#{}[]&*!|>%@`éß顧☃aB")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(name -> "x" + name));
    return column
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(names -> List.copyOf(new LinkedHashSet<>(names)))
        .flatMap(
            names ->
                kinds()
                    .list()
                    .ofSize(names.size())
                    .flatMap(
                        kinds ->
                            Arbitraries.integers()
                                .between(1, 8)
                                .flatMap(rows -> rows(names, kinds, rows))));
  }

  private static Arbitrary<List<List<String>>> rows(
      List<String> names, List<Arbitrary<String>> kinds, int rows) {
    List<Arbitrary<List<String>>> columns = new ArrayList<>();
    kinds.forEach(kind -> columns.add(kind.list().ofSize(rows)));
    return Combinators.combine(columns)
        .as(
            values -> {
              List<List<String>> table = new ArrayList<>();
              table.add(names);
              for (int row = 0; row < rows; row++) {
                List<String> cells = new ArrayList<>();
                for (List<String> column : values) {
                  cells.add(column.get(row));
                }
                // A record of nothing at all is a broken line by itself.
                if (cells.stream().allMatch(String::isEmpty)) {
                  cells.set(0, "1");
                }
                table.add(cells);
              }
              return table;
            });
  }

  private static Arbitrary<Arbitrary<String>> kinds() {
    Arbitrary<String> whole = Arbitraries.longs().map(String::valueOf);
    Arbitrary<String> small =
        Arbitraries.integers().between(-5, 2_000_000_000).map(String::valueOf);
    Arbitrary<String> decimal = Arbitraries.bigDecimals().ofScale(2).map(d -> d.toPlainString());
    Arbitrary<String> odd =
        Arbitraries.of(
            "007",
            "1e400",
            "-0",
            "1.5e3",
            "NaN",
            "+5",
            "1,5",
            " 5",
            "0.00001",
            "17850.0",
            "TRUE",
            "2026-02-30",
            "1899-12-31",
            "9999-12-31",
            "24:00",
            "x\"y",
            "\\",
            "1767225600");
    Arbitrary<String> time =
        Arbitraries.longs()
            .between(-2_000_000_000L, 250_000_000_000L)
            .map(s -> Instant.ofEpochSecond(s).toString());
    Arbitrary<String> date = time.map(t -> t.substring(0, 10));
    Arbitrary<String> local = time.map(t -> t.substring(0, 19).replace('T', ' '));
    Arbitrary<String> text =
        Arbitraries.strings()
            .ofMaxLength(6)
            .filter(
                t ->
                    t.chars()
                        .allMatch(
                            c ->
                                c >= ' '
                                    && !Character.isSurrogate((char) c)
                                    && c != 0x7f
                                    && c < 0xfff0));
    return Arbitraries.of(
            whole,
            small,
            decimal,
            odd,
            time,
            date,
            local,
            text,
            Arbitraries.of("true", "false"),
            Arbitraries.oneOf(small, odd),
            Arbitraries.oneOf(date, time))
        .flatMap(kind -> Arbitraries.of(kind, Arbitraries.oneOf(kind, Arbitraries.just(""))));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
