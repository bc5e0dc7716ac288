package io.millrace.ingest.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.RuleSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** 66,761 card payments of a published sample, held against counts that share nothing with it. */
class SparkovSampleTest {
  private static final Path SCRATCH = Path.of("target");
  private static final Path SAMPLE = Path.of("../samples/transactions/sparkov_300c_90d.csv.gz");
  private static final Feed FEED =
      FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");

  /** A line of the sample as this test reads it. */
  private record Paid(String id, String card, LocalDateTime time, BigDecimal amount) {}

  @Test
  void amountsAboveFiveHundredAreAsManyAsInTheFile() throws IOException {
    List<String> expected =
        lines().stream()
            .filter(paid -> paid.amount().compareTo(new BigDecimal(500)) > 0)
            .map(Paid::id)
            .toList();

    assertThat(expected).hasSize(1_955);
    assertThat(alerted("HIGH_AMOUNT: {limit: 500}")).isEqualTo(expected);
  }

  @Test
  void moreThanFiveWithinAnHourAreAsManyAsInTheFile() throws IOException {
    List<String> expected = new ArrayList<>();
    Map<String, List<LocalDateTime>> cards = new HashMap<>();
    for (Paid paid : lines()) {
      List<LocalDateTime> times = cards.computeIfAbsent(paid.card(), c -> new ArrayList<>());
      times.add(paid.time());
      LocalDateTime begin = paid.time().minusHours(1);
      if (times.stream().filter(t -> !t.isBefore(begin) && !t.isAfter(paid.time())).count() > 5) {
        expected.add(paid.id());
      }
    }

    assertThat(expected).hasSize(30);
    assertThat(alerted("VELOCITY_COUNT: {windows: [{count: 6, within: PT1H}]}"))
        .isEqualTo(expected);
  }

  /** The ids of the payments that a rule raises an alert for, in the file's order. */
  private static List<String> alerted(String rule) throws IOException {
    RuleSet rules =
        RuleSet.parse("test.yaml", "version: test\nbase_currency: USD\nrules: {" + rule + "}");
    FileDetection detection =
        new FileDetection(
            rules,
            FEED,
            Optional.of("sparkov"),
            Optional.empty(),
            Geography.NONE,
            Clock.systemUTC(),
            SCRATCH);
    List<String> alerted = new ArrayList<>();
    detection.run(
        List.of(new SourceFile(SAMPLE)),
        new EvaluationListener() {
          @Override
          public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {
            for (Alert alert : evaluation.alerts()) {
              assertThat(alert.id()).hasSize(32);
              alerted.add(payment.transactionId());
            }
          }

          @Override
          public void refused(RefusedLine line) {
            throw new AssertionError(line.toString());
          }
        });
    assertThat(detection.payments()).isEqualTo(66_761);
    return alerted;
  }

  private static List<Paid> lines() throws IOException {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    List<Paid> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(SAMPLE)), UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] columns = cut(line);
        lines.add(
            new Paid(
                columns[17],
                columns[1],
                LocalDateTime.parse(columns[0], format),
                new BigDecimal(columns[4])));
      }
    }
    return lines;
  }

  /** Cut at commas, but for those within quotes. */
  private static String[] cut(String line) {
    StringBuilder marked = new StringBuilder(line);
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      if (line.charAt(i) == ',' && !quoted) {
        marked.setCharAt(i, '\0');
      }
    }
    return marked.toString().split("\0", -1);
  }
}
