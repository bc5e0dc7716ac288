package io.millrace.ingest.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.second.EvaluatedPayment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentRunsTest {
  private static final Alert ALERT =
      Alert.of("v1", "a", "t", new Finding("R", 10, RiskLevel.LOW, "too much"));

  @TempDir private Path scratch;

  @Test
  void morePaymentsThanMemoryHasComeAsTheyWereByTimeAndLeaveNoFiles() throws IOException {
    // given
    List<EvaluatedPayment<EvaluatedLine>> payments = payments(new Random(1), 1_050);
    List<EvaluatedPayment<EvaluatedLine>> taken = new ArrayList<>();

    // when
    try (PaymentRuns runs = new PaymentRuns(scratch, 100)) {
      for (EvaluatedPayment<EvaluatedLine> payment : payments) {
        runs.add(payment);
      }
      assertThat(files()).hasSize(1);
      runs.inOrder(taken::add);
    }

    // then
    assertThat(taken)
        .isSortedAccordingTo(Comparator.comparingLong(EvaluatedPayment::micros))
        .containsExactlyInAnyOrderElementsOf(payments);
    assertThat(files()).isEmpty();
  }

  @Test
  void fewPaymentsTouchNoDisk() throws IOException {
    List<EvaluatedPayment<EvaluatedLine>> taken = new ArrayList<>();
    try (PaymentRuns runs = new PaymentRuns(scratch, 100)) {
      for (EvaluatedPayment<EvaluatedLine> payment : payments(new Random(2), 100)) {
        runs.add(payment);
      }
      assertThat(files()).isEmpty();
      runs.inOrder(taken::add);
    }
    assertThat(taken).hasSize(100);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.toList();
    }
  }

  private static List<EvaluatedPayment<EvaluatedLine>> payments(Random random, int count) {
    List<EvaluatedPayment<EvaluatedLine>> payments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Payment payment =
          new Payment(
              "t" + i,
              "a" + random.nextInt(9),
              random.nextInt(2_000) - 1_000,
              random.nextBoolean() ? Payment.NO_AMOUNT : random.nextInt(1_000_000),
              "USD",
              "märchen " + random.nextInt(5),
              random.nextBoolean() ? null : "",
              null,
              "online",
              random.nextBoolean() ? "refused" : null,
              null,
              "IT",
              random.nextBoolean() ? Double.NaN : 45.5,
              random.nextBoolean() ? Double.NaN : -9.25);
      Evaluation evaluation =
          new Evaluation(
              random.nextInt(101),
              RiskLevel.values()[random.nextInt(4)],
              random.nextBoolean() ? Optional.empty() : Optional.of(ListKind.REVIEW),
              List.of(),
              random.nextBoolean() ? List.of() : List.of(ALERT),
              random.nextInt(5_000),
              false,
              random.nextBoolean(),
              random.nextBoolean());
      payments.add(EvaluatedLine.of(payment, evaluation, Label.values()[random.nextInt(3)]));
    }
    return payments;
  }
}
