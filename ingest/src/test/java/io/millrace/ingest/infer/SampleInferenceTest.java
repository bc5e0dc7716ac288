package io.millrace.ingest.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.line.UnusableFileException;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.SourceFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleInferenceTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aCsvFileBecomesAFeed() throws IOException {
    Inferred visits =
        infer(
            "visits",
            """
            VisitId,Visited At,customerID,E-Mail,Amount,Pages,Score,is new,day,Note
            v-1,2026-05-01 10:00:00,17,ann@example.org,12.50,3,0.125,true,2026-05-01,hello
            v-2,2026-05-01 10:05:30,18,bob@example.org,7.00,12,1.5,false,2026-05-02,
            v-3,2026-05-01 11:00:00,17,ann@example.org,0.99,1,3,true,2026-05-03,"a, b"
            """);

    assertThat(types(visits.feed()))
        .isEqualTo(
            Map.of(
                "visit_id", "STRING required",
                "visited_at", "TIMESTAMP required",
                "customer_id", "STRING required",
                "e_mail", "STRING required personal",
                "amount", "MONEY required",
                "pages", "INT required",
                "score", "DOUBLE required",
                "is_new", "BOOLEAN required",
                "day", "DATE required",
                "note", "STRING"));
    assertThat(visits.feed().eventTimeField()).isEqualTo("visited_at");
    assertThat(visits.feed().idField()).isEqualTo("visit_id");
    assertThat(visits.feed().key()).containsExactly("customer_id");
    assertThat(visits.records()).isEqualTo(3);
    assertThat(visits.refused()).isZero();
    assertThat(visits.toCheck()).anyMatch(c -> c.contains("time zone"));
    assertThat(visits.yaml()).contains("e_mail: keep").contains("zone: UTC");
  }

  @Test
  void jsonObjectsBecomeAFeedWithNestedMembersByTheirPaths() throws IOException {
    Inferred trips =
        infer(
            "trips",
            """
            {"tripId": 901, "at": 1767225600, "from": {"city": "Berlin", "lat": 52.5}, "zip": "01099", "tags": ["a"]}
            {"tripId": 902, "at": 1767225660, "from": {"city": "Ulm", "lat": 48.4}, "zip": "89073", "seats": 2}
            """);

    assertThat(types(trips.feed()))
        .isEqualTo(
            Map.of(
                "trip_id", "STRING required",
                "at", "TIMESTAMP required",
                "from_city", "STRING required",
                "from_lat", "DOUBLE required",
                "zip", "STRING required",
                "seats", "INT"));
    assertThat(trips.feed().idField()).isEqualTo("trip_id");
    assertThat(trips.feed().sources().get("ndjson").format()).isEqualTo(SourceFormat.NDJSON);
    assertThat(trips.toCheck()).anyMatch(c -> c.contains("lists: tags"));
    assertThat(trips.refused()).isZero();
  }

  @Test
  void anArrayOfObjectsBecomesAFeed() throws IOException {
    Inferred feed =
        infer(
            "events",
            """
            [ {"id": "a", "timestamp": "2026-01-01T00:00:00Z"},
              {"id": "b", "timestamp": "2026-01-01T00:00:01.5+02:00", "ok": true} ]
            """);

    assertThat(feed.feed().sources()).containsKey("json-array");
    assertThat(feed.records()).isEqualTo(2);
    assertThat(feed.feed().idField()).isEqualTo("id");
  }

  @Test
  void anAccessLogBecomesAFeedWithoutItsRequestLineAndEmptyColumns() throws IOException {
    Inferred hits =
        infer(
            "hits",
            """
            192.0.2.7 - - [17/May/2026:10:05:03 +0000] "GET /a.html HTTP/1.1" 200 2326 "-" "Mozilla/5.0"
            192.0.2.8 - - [17/May/2026:10:05:04 +0000] "GET /b.css HTTP/1.1" 304 - "http://x/" "curl/8"
            """);

    assertThat(types(hits.feed()))
        .containsEntry("client", "STRING required personal")
        .containsEntry("time", "TIMESTAMP required")
        .containsEntry("status", "INT required")
        .containsEntry("bytes", "INT")
        .containsEntry("record_id", "STRING required")
        .doesNotContainKeys("request", "identity", "user");
    assertThat(hits.feed().eventTimeField()).isEqualTo("time");
    assertThat(hits.refused()).isZero();
  }

  @Test
  void theBundledSamplesAreReadToTheEnd() throws IOException {
    Inferred log =
        new SampleInference(NOW, Long.MAX_VALUE)
            .infer("hits", Path.of("../samples/web-log/apache_logs.gz"));
    Inferred orders =
        new SampleInference(NOW, Long.MAX_VALUE)
            .infer("retail", Path.of("../samples/orders/2010-12-01.csv"));

    assertThat(log.records()).isEqualTo(10_000);
    assertThat(log.refused()).isZero();
    assertThat(orders.records()).isEqualTo(3_108);
    assertThat(orders.refused()).isZero();
    assertThat(types(orders.feed()))
        .containsEntry("customer_id", "STRING")
        .containsEntry("invoice_date", "TIMESTAMP required")
        .containsEntry("unit_price", "MONEY required")
        .containsEntry("quantity", "INT required");
    assertThat(orders.yaml()).contains("customer_id: { column: \"CustomerID\", as: id }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2026-05-01T10:00:00Z # ",
        "2026-05-01 10:00 # uuuu-MM-dd HH:mm",
        "2026-05-01 10:00:00.125 # uuuu-MM-dd HH:mm:ss.SSS",
        "05/25/2026 10:00 # M/d/uuuu H:mm",
        "25/5/2026 10:00:00 # d/M/uuuu H:mm:ss",
        "25.5.2026 10:00 # d.M.uuuu H:mm",
        "12/1/10 8:26 # M/d/uu H:mm",
        "1767225600 # epoch_seconds",
        "1767225600123 # epoch_millis",
        "2026-05-01 # uuuu-MM-dd",
        "20260501 # uuuuMMdd",
        "5/25/2026 # M/d/uuuu",
        "'Fri, 1 May 2026 10:00:00 +0000' # EEE, d MMM uuuu HH:mm:ss Z",
      })
  void timesOfManyFormsPlaceARecord(String time, String pattern) throws IOException {
    Inferred feed = infer("things", "thing;time\nx;%s\ny;%s\n".formatted(time, time));

    assertThat(feed.feed().eventTimeField()).isEqualTo("time");
    assertThat(feed.refused()).isZero();
    if (pattern == null) {
      assertThat(feed.yaml()).contains("time: { column: \"time\" }");
    } else {
      assertThat(feed.yaml()).containsPattern("pattern: \"?" + Pattern.quote(pattern));
    }
  }

  @Test
  void dayAndMonthThatTheSampleDoesNotTellApartAreToBeChecked() throws IOException {
    Inferred unclear = infer("things", "x,time\n1,5/6/2026 10:00\n2,7/8/2026 10:00\n");
    Inferred clear = infer("things", "x,time\n1,5/6/2026 10:00\n2,17/8/2026 10:00\n");

    assertThat(unclear.toCheck()).anyMatch(c -> c.contains("day or month first?"));
    assertThat(clear.toCheck()).noneMatch(c -> c.contains("day or month first?"));
    assertThat(clear.yaml()).contains("d/M/uuuu H:mm");
  }

  @Test
  void withoutATimeOrAnIdTheFeedGetsItsOwn() throws IOException {
    Inferred feed = infer("colours", "name,hex\nred,ff0000\nblue,0000ff\n");

    assertThat(feed.feed().eventTimeField()).isEqualTo("event_time");
    assertThat(feed.feed().idField()).isEqualTo("record_id");
    assertThat(feed.records()).isEqualTo(2);
    assertThat(feed.toCheck()).anyMatch(c -> c.contains("no column of the sample tells a time"));
  }

  @Test
  void aSampleOfOldOrComingTimesIsNotQuarantined() throws IOException {
    Inferred feed = infer("rows", "a,time\n1,1961-04-12 06:07:00\n2,2031-01-01 00:00:00\n");

    assertThat(feed.feed().farPast()).isEqualTo("1961-01-01T00:00:00Z");
    assertThat(NOW.instant().plus(feed.feed().farFuture())).isAfter("2031-01-01T00:00:00Z");
  }

  @Test
  void personalValuesAreKnownByNameOrByWhatTheyAre() throws IOException {
    Inferred feed =
        infer(
            "people",
            "first_name,contact,login_from,product_name,birth_date\n"
                + "Ann,ann@example.org,192.0.2.1,Chair,1990-02-03\n");

    assertThat(feed.feed().personalData().keySet())
        .containsExactly("first_name", "contact", "login_from", "birth_date");
    assertThat(feed.avsc()).doesNotContain("ann@").doesNotContain("192.0.2.1");
    assertThat(feed.yaml()).doesNotContain("ann@").doesNotContain("192.0.2.1");
  }

  @Test
  void identifiersOfDigitsStayTexts() throws IOException {
    Inferred feed =
        infer(
            "rows",
            "zip,code,customer_id,count,big\n01099,007,17850.0,3,9999999999\n89073,1,1.0,4,1\n");

    assertThat(types(feed.feed()))
        .containsEntry("zip", "STRING required")
        .containsEntry("code", "STRING required")
        .containsEntry("customer_id", "STRING required")
        .containsEntry("count", "INT required")
        .containsEntry("big", "LONG required");
    assertThat(feed.yaml()).contains("as: id");
  }

  @Test
  void columnsWithoutNamesOrWithTheSameAreDealtWith() throws IOException {
    Inferred unnamed = infer("rows", "1,2026-01-01T00:00:00Z,a\n2,2026-01-01T00:00:01Z,b\n");
    Inferred twice = infer("rows", "a,b,a\n1,2,3\n");

    assertThat(unnamed.records()).isEqualTo(2);
    assertThat(unnamed.feed().fields()).extracting(Field::name).contains("column_1", "column_3");
    assertThat(twice.feed().fields()).extracting(Field::name).contains("b").doesNotContain("a");
    assertThat(twice.toCheck()).anyMatch(c -> c.contains("more than once: a"));
  }

  @Test
  void whateverColumnsAreCalledFieldsHaveLegalNames() throws IOException {
    Inferred feed =
        infer(
            "rows",
            "dt,Hour,kafka_offset,Größe (cm),顧客,#,null,no,2nd,a-b,a b\n1,2,3,4,5,6,7,8,9,10,11\n");

    assertThat(feed.feed().fields())
        .extracting(Field::name)
        .contains(
            "dt_value",
            "hour_value",
            "kafka_offset_value",
            "gro_e_cm",
            "column",
            "column_2",
            "null",
            "no",
            "column_2nd",
            "a_b",
            "a_b_2");
    assertThat(feed.refused()).isZero();
  }

  @Test
  void brokenLinesAreCountedAndToldAndDoNotSpoilTheGuess() throws IOException {
    Inferred feed = infer("rows", "a,b\n1,2\nbroken\n3,4\n\n5,\"x\n");

    assertThat(feed.records()).isEqualTo(2);
    assertThat(feed.refused()).isEqualTo(3);
    assertThat(feed.firstRefused().get(0)).startsWith("line 3: MALFORMED");
    assertThat(types(feed.feed())).containsEntry("a", "INT required");
  }

  @Test
  void onlyTheFirstRecordsAreLookedAtWhenAsked() throws IOException {
    Path file = folder.resolve("sample");
    Files.writeString(file, "a\n1\n2\nx\n");

    Inferred feed = new SampleInference(NOW, 2).infer("rows", file);

    assertThat(types(feed.feed())).containsEntry("a", "INT required");
    assertThat(feed.records()).isEqualTo(2);
  }

  @Test
  void gzipIsReadAsWhatItHolds() throws IOException {
    Path file = folder.resolve("sample.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "id,time\na,2026-01-01T00:00:00Z\nb,2026-01-01T00:00:00Z\n"
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new SampleInference(NOW, Long.MAX_VALUE).infer("rows", file).records()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n\n", "a,b\n", "{}\n{}\n", "[]", "[1,2]", "{\"a\": []}\n"})
  void whatHoldsNoRecordIsRefusedWithTheReason(String text) {
    assertThatThrownBy(() -> infer("rows", text))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("sample");
  }

  @Test
  void whatIsNoTextIsRefusedWithTheReason() throws IOException {
    Path file = folder.resolve("sample");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 1, 2, '\n', 0, 0, 1});

    assertThatThrownBy(() -> new SampleInference(NOW, Long.MAX_VALUE).infer("rows", file))
        .isInstanceOf(UnusableFileException.class);
  }

  private Inferred infer(String feed, String text) throws IOException {
    Path file = folder.resolve("sample");
    Files.writeString(file, text);
    return new SampleInference(NOW, Long.MAX_VALUE).infer(feed, file);
  }

  private static Map<String, String> types(Feed feed) {
    Function<Field, String> shown =
        f -> f.type() + (f.required() ? " required" : "") + (f.personal() ? " personal" : "");
    return feed.fields().stream().collect(Collectors.toMap(Field::name, shown));
  }
}
