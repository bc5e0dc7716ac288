package io.millrace.ingest.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineReader;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Header;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineMapperTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Feed ACTIVITY = FEEDS.require("activity");
  private static final Feed ORDERS = FEEDS.require("orders");
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
  private static final String GOOD =
      "10.0.0.1 - - [17/May/2015:10:05:00 +0000] \"GET /blog/a.html?x=1 HTTP/1.1\" 200 17"
          + " \"http://www.semicomplete.com/projects/?y\" \"agent\"";

  @Test
  void accessLogLineFillsWhatItHas() {
    String json = json(ACTIVITY, activity(GOOD));

    assertThat(json)
        .matches("\\{\"event_id\":\"[0-9a-f]{32}\",.*")
        .endsWith(
            "\"event_time\":\"2015-05-17T10:05:00Z\",\"site\":\"semicomplete.com\","
                + "\"user_id\":\"10.0.0.1\",\"event_type\":\"page_view\","
                + "\"page\":\"/blog/a.html\",\"section\":\"blog\",\"previous_page\":\"/projects/\","
                + "\"status_code\":200,\"bytes\":17,"
                + "\"referrer\":\"http://www.semicomplete.com/projects/?y\","
                + "\"user_agent\":\"agent\"}");
  }

  @Test
  void previousPageIsOfTheSameSiteOnly() {
    String elsewhere = GOOD.replace("www.semicomplete.com", "www.google.com");

    assertThat(value(ACTIVITY, activity(elsewhere), "previous_page")).isNull();
    assertThat(value(ACTIVITY, activity(elsewhere), "referrer")).isNotNull();
  }

  @Test
  void dashIsNull() {
    Mapped mapped = activity("10.0.0.1 - - [17/May/2015:10:05:00 +0200] \"-\" 408 - \"-\" \"-\"");

    for (String field : List.of("page", "section", "bytes", "referrer", "user_agent")) {
      assertThat(value(ACTIVITY, mapped, field)).isNull();
    }
    assertThat(json(ACTIVITY, mapped)).contains("\"event_time\":\"2015-05-17T08:05:00Z\"");
  }

  @Test
  void eventTypeTellsPagesFromAssetsErrorsAndProbes() {
    assertThat(eventType("GET /blog HTTP/1.1", 200)).isEqualTo("page_view");
    assertThat(eventType("GET / HTTP/1.1", 304)).isEqualTo("page_view");
    assertThat(eventType("POST /form HTTP/1.1", 302)).isEqualTo("page_view");
    assertThat(eventType("GET /style2.CSS?v=1 HTTP/1.1", 200)).isEqualTo("asset");
    assertThat(eventType("GET /reset.css HTTP/1.1", 404)).isEqualTo("error");
    assertThat(eventType("HEAD /blog HTTP/1.1", 200)).isEqualTo("probe");
    assertThat(eventType("OPTIONS * HTTP/1.1", 200)).isEqualTo("probe");
    assertThat(eventType("GET /paper.pdf HTTP/1.1", 200)).isEqualTo("page_view");
  }

  @Test
  void onlyTheLastQuoteMayBeMissing() {
    String cutAtTheEnd = GOOD.substring(0, GOOD.length() - 1);

    assertThat(value(ACTIVITY, activity(cutAtTheEnd), "user_agent")).isEqualTo("agent");
    int lastField = GOOD.lastIndexOf(" \"agent\"");
    for (int cut = 1; cut <= lastField + 1; cut++) {
      assertThat(activity(GOOD.substring(0, cut)))
          .describedAs("cut after %d", cut)
          .isInstanceOf(Broken.class);
    }
    assertThat(activity(GOOD + " more")).isInstanceOf(Broken.class);
  }

  @Test
  void orderLineFillsWhatItHasAndInventsNothing() {
    Mapped mapped =
        orders("C536379,D,\"Discount, \"\"big\"\"\",-1,2010-12-01 09:41:00,27.5,14527.0,EIRE");

    assertThat(json(ORDERS, mapped))
        .startsWith(
            "{\"customer_id\":\"14527\",\"transaction_id\":\"C536379\","
                + "\"transaction_date\":\"2010-12-01T09:41:00Z\",\"quantity\":-1,"
                + "\"unit_price\":27.5,\"record_id\":\"")
        .endsWith(
            "\"invoice_id\":\"C536379\",\"sku\":\"D\",\"description\":\"Discount, \\\"big\\\"\","
                + "\"country\":\"EIRE\"}");
  }

  @Test
  void missingCustomerStaysMissing() {
    assertThat(value(ORDERS, orders("536379,D,,1,2010-12-01 09:41:00,27.5,,EIRE"), "customer_id"))
        .isNull();
  }

  @Test
  void identicalLinesAreDifferentRecords() {
    String line = "536379,D,x,1,2010-12-01 09:41:00,27.5,,EIRE\n";

    List<Mapped> mapped = map(ORDERS, HEADER + line + line);

    assertThat(mapped.get(0)).isInstanceOf(Header.class);
    assertThat(value(ORDERS, mapped.get(1), "record_id"))
        .isNotEqualTo(value(ORDERS, mapped.get(2), "record_id"));
  }

  @Test
  void openQuoteIsItsOwnLinesErrorOnly() {
    List<Mapped> mapped =
        map(
            ORDERS,
            HEADER
                + "536379,D,\"open,1,2010-12-01 09:41:00,27.5,,EIRE\n"
                + "536379,D,x,1,2010-12-01 09:41:00,27.5,,EIRE\r\n");

    assertThat(((Broken) mapped.get(1)).reason()).isEqualTo(BreakReason.MALFORMED);
    assertThat(value(ORDERS, mapped.get(2), "country")).isEqualTo("EIRE");
  }

  @Test
  void brokenValuesNameTheirField() {
    Broken quantity = (Broken) orders("1,D,x,many,2010-12-01 09:41:00,27.5,,EIRE");
    Broken price = (Broken) orders("1,D,x,1,2010-12-01 09:41:00,27.51234,,EIRE");
    Broken time = (Broken) orders("1,D,x,1,2010-02-30 09:41:00,27.5,,EIRE");
    Broken noTime = (Broken) orders("1,D,x,1,,27.5,,EIRE");
    Broken columns = (Broken) orders("1,D,x,1,2010-12-01 09:41:00");

    assertThat(quantity.field()).isEqualTo("quantity");
    assertThat(price.field()).isEqualTo("unit_price");
    assertThat(time.field()).isEqualTo("transaction_date");
    assertThat(List.of(quantity.reason(), price.reason(), time.reason()))
        .containsOnly(BreakReason.BAD_VALUE);
    assertThat(noTime.reason()).isEqualTo(BreakReason.MISSING_FIELD);
    assertThat(columns.detail()).isEqualTo("5 columns where the header has 8");
  }

  @Property
  void anyLineIsARowOrBroken(@ForAll byte[] bytes) throws IOException {
    for (Feed feed : List.of(ACTIVITY, ORDERS)) {
      LineMapper mapper = mapper(feed);
      if (feed.equals(ORDERS)) {
        mapper.map(lines(HEADER.getBytes(UTF_8)).get(0));
      }
      for (Line line : lines(bytes)) {
        assertThat(mapper.map(line)).isInstanceOfAny(Row.class, Broken.class);
      }
    }
  }

  @Property
  void everyRowCanBeEncoded(@ForAll String agent) {
    Mapped mapped = activity(GOOD.replace("agent", agent));

    if (mapped instanceof Row) {
      assertThat(json(ACTIVITY, mapped)).isNotEmpty();
    }
  }

  private static Object eventType(String request, int status) {
    String line =
        "10.0.0.1 - - [17/May/2015:10:05:00 +0000] \"%s\" %d 17 \"-\" \"x\""
            .formatted(request, status);
    return value(ACTIVITY, activity(line), "event_type");
  }

  private static Mapped activity(String line) {
    return map(ACTIVITY, line).get(0);
  }

  private static Mapped orders(String line) {
    return map(ORDERS, HEADER + line).get(1);
  }

  private static List<Mapped> map(Feed feed, String file) {
    LineMapper mapper = mapper(feed);
    List<Mapped> mapped = new ArrayList<>();
    for (Line line : lines(file.getBytes(UTF_8))) {
      mapped.add(mapper.map(line));
    }
    return mapped;
  }

  private static LineMapper mapper(Feed feed) {
    byte[] sha256 = Sha256.newDigest().digest();
    return new LineMapper(feed, feed.sources().values().iterator().next(), sha256, Geography.NONE);
  }

  private static List<Line> lines(byte[] file) {
    LineReader reader = new LineReader(new ByteArrayInputStream(file), 256 * 1024);
    List<Line> lines = new ArrayList<>();
    try {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static Object value(Feed feed, Mapped mapped, String field) {
    return ((Row) mapped).values()[feed.indexOf(field)];
  }

  private static String json(Feed feed, Mapped mapped) {
    return new String(new RecordEncoder(feed).encode(((Row) mapped).values()), UTF_8);
  }
}
