package io.millrace.ingest.fraud;

import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.replay.UnknownSourceException;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the payments of files, line by line in their order, on one thread, and where there are
 * rules of the second stage about payments, then once more by event time. Memory grows with the
 * accounts and not with the payments.
 */
public final class FileDetection {
  private final FraudEvaluator evaluator;
  private final List<SecondStageRule> secondStage;
  private final PaymentFiles files;
  private final Path scratch;
  private final Map<String, AccountState> accounts = new HashMap<>();
  private long payments;

  /**
   * Prepares it.
   *
   * @param feed of payments
   * @param source the mapping's name; empty for the feed's own format where a file begins as JSON
   * @param salt for a feed that hashes personal data
   * @param scratch the folder for what the second stage cannot hold in memory, which is deleted
   * @throws IllegalArgumentException when the feed lacks what rules read
   */
  public FileDetection(
      RuleSet rules,
      Feed feed,
      Optional<String> source,
      Optional<Salt> salt,
      Clock clock,
      Path scratch) {
    this.evaluator = new FraudEvaluator(rules);
    this.secondStage = rules.secondStage(SecondStageRule.MerchantBurst.class);
    this.files = new PaymentFiles(feed, source, salt, clock);
    this.scratch = scratch;
  }

  /**
   * Evaluates those files, one after the other. The second stage looks at all of them together, and
   * at no page views, which files of payments do not have.
   *
   * @throws UnknownSourceException when there is no such mapping, or a file needs one named
   * @throws UnusableFileException when a file is unreadable, damaged or not of that source; the
   *     listener has been told of the payments before
   * @throws IOException what the listener throws
   */
  public void run(List<SourceFile> inOrder, EvaluationListener listener) throws IOException {
    try (PaymentRuns runs = new PaymentRuns(scratch, PaymentRuns.MOST_IN_MEMORY)) {
      PaymentListener evaluating = evaluating(listener, runs);
      for (SourceFile file : inOrder) {
        files.read(file, evaluating);
      }
      tellSecondStage(runs, listener);
    }
  }

  private PaymentListener evaluating(EvaluationListener listener, PaymentRuns runs) {
    return new PaymentListener() {
      @Override
      public void payment(Payment payment, Label label) throws IOException {
        payments++;
        Evaluation evaluation = evaluate(payment);
        listener.evaluated(payment, evaluation, label);
        if (!secondStage.isEmpty() && payment.merchant() != null && !evaluation.isDuplicate()) {
          runs.add(EvaluatedLine.of(payment, evaluation, label));
        }
      }

      @Override
      public void refused(RefusedLine line) throws IOException {
        listener.refused(line);
      }
    };
  }

  private void tellSecondStage(PaymentRuns runs, EvaluationListener listener) throws IOException {
    SecondStage<EvaluatedLine> stage = new SecondStage<>(evaluator.rules().version(), secondStage);
    runs.inOrder(
        payment -> {
          tell(stage.advance(payment.micros()), listener);
          stage.payment(payment);
        });
    tell(stage.advance(SecondStage.END), listener);
  }

  private static void tell(List<SecondAlert<EvaluatedLine>> alerts, EvaluationListener listener)
      throws IOException {
    for (SecondAlert<EvaluatedLine> alert : alerts) {
      EvaluatedLine line = alert.payment().origin();
      listener.alerted(line.payment(), line.evaluation(), line.label(), alert);
    }
  }

  private Evaluation evaluate(Payment payment) {
    AccountState account = accounts.get(payment.accountId());
    if (account == null) {
      account = evaluator.newAccount();
      accounts.put(payment.accountId(), account);
    }
    return evaluator.evaluate(account, payment);
  }

  /** How many payments there were, duplicates among them. */
  public long payments() {
    return payments;
  }

  /** How many accounts paid. */
  public int accounts() {
    return accounts.size();
  }
}
