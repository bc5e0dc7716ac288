package io.millrace.ingest.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentWindowTest {
  private static final Feed FEED =
      FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  private static final RuleSet BURSTS =
      RuleSet.parse(
          "test.yaml",
          "version: test\nbase_currency: USD\nrules:\n  HIGH_AMOUNT: {}\n  MERCHANT_BURST: {of: [refused]}\n");

  @TempDir private Path folder;

  @Test
  void paymentsThatComeNearlyInOrderAreGivenOnByTime() throws IOException {
    List<Long> given = new ArrayList<>();
    PaymentWindow window = new PaymentWindow(3, payment -> given.add(payment.micros()));

    for (long micros : new long[] {2, 1, 4, 4, 3, 9, 5, 7, 8, 6, 10, 12}) {
      window.add(at(micros));
    }

    assertThat(given).containsExactly(1L, 2L, 3L, 4L, 4L, 5L, 6L, 7L, 8L);
    window.end();
    assertThat(window.isNearlyOrdered()).isTrue();
    assertThat(given).containsExactly(1L, 2L, 3L, 4L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 12L);
  }

  @Test
  void oneThatCameTooFarBehindIsNoticedAndNothingIsGivenOnAfterIt() throws IOException {
    List<Long> given = new ArrayList<>();
    PaymentWindow window = new PaymentWindow(2, payment -> given.add(payment.micros()));

    LongStream.of(5, 6, 7, 8).forEach(micros -> add(window, micros));
    assertThat(given).containsExactly(5L, 6L);
    add(window, 6);
    assertThat(window.isNearlyOrdered()).isTrue();
    add(window, 5);

    assertThat(window.isNearlyOrdered()).isFalse();
    LongStream.rangeClosed(9, 20).forEach(micros -> add(window, micros));
    window.end();
    assertThat(given).containsExactly(5L, 6L);
  }

  /** More than are waited for, so that one file is read once and the other twice. */
  @Test
  void alertsOfTheSecondStageDoNotDependOnTheOrderOfLines() throws IOException {
    // given
    List<String> lines = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      boolean isBurst = i / 100 % 7 == 3;
      lines.add(
          "{\"transaction_id\":\"t%d\",\"event_time\":\"%s\",\"account_id\":\"a%d\",\"amount\":9.5,\"currency\":\"USD\",\"merchant\":\"m%d\",\"status\":\"%s\"}"
              .formatted(
                  i,
                  Instant.parse("2026-01-05T00:00:00Z").plusSeconds(3L * i),
                  i % 500,
                  random.nextInt(3),
                  isBurst && random.nextInt(10) > 0 ? "refused" : "approved"));
    }

    // when
    List<String> inOrder = alerted("ordered.ndjson", lines);
    Collections.shuffle(lines, random);
    List<String> inAny = alerted("shuffled.ndjson", lines);

    // then
    assertThat(inOrder).hasSizeGreaterThan(50).isEqualTo(inAny);
  }

  /** The payments with an alert of the second stage, by time. */
  private List<String> alerted(String name, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(name), lines, UTF_8);
    List<String> alerted = new ArrayList<>();
    FileDetection detection =
        new FileDetection(
            BURSTS,
            FEED,
            Optional.empty(),
            Optional.empty(),
            Geography.NONE,
            Clock.systemUTC(),
            folder);
    detection.run(
        List.of(new SourceFile(file)),
        new EvaluationListener() {
          private int payments;

          @Override
          public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {
            assertThat(alerted).isEmpty();
            payments++;
          }

          @Override
          public void alerted(
              Payment payment, Evaluation evaluation, Label label, SecondAlert<?> alert) {
            assertThat(payments).isEqualTo(lines.size());
            alerted.add(payment.transactionId() + " " + alert.alert().finding().explanation());
          }

          @Override
          public void refused(RefusedLine line) {
            throw new AssertionError(line.toString());
          }
        });
    assertThat(detection.payments()).isEqualTo(lines.size());
    assertThat(detection.accounts()).isEqualTo(500);
    return alerted;
  }

  private static void add(PaymentWindow window, long micros) {
    try {
      window.add(at(micros));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static EvaluatedPayment<EvaluatedLine> at(long micros) {
    return new EvaluatedPayment<>(
        "t" + micros, "a", micros, "m", null, false, false, false, true, null);
  }
}
