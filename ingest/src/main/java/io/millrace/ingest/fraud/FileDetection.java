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
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the payments of files, line by line in their order, on one thread. Memory grows with
 * the accounts and not with the payments.
 */
public final class FileDetection {
  private final FraudEvaluator evaluator;
  private final PaymentFiles files;
  private final Map<String, AccountState> accounts = new HashMap<>();
  private long payments;

  /**
   * Prepares it.
   *
   * @param feed of payments
   * @param source the mapping's name; empty for the feed's own format where a file begins as JSON
   * @param salt for a feed that hashes personal data
   * @throws IllegalArgumentException when the feed lacks what rules read
   */
  public FileDetection(
      RuleSet rules, Feed feed, Optional<String> source, Optional<Salt> salt, Clock clock) {
    this.evaluator = new FraudEvaluator(rules);
    this.files = new PaymentFiles(feed, source, salt, clock);
  }

  /**
   * Evaluates those files, one after the other.
   *
   * @throws UnknownSourceException when there is no such mapping, or a file needs one named
   * @throws UnusableFileException when a file is unreadable, damaged or not of that source; the
   *     listener has been told of the payments before
   * @throws IOException what the listener throws
   */
  public void run(List<SourceFile> inOrder, EvaluationListener listener) throws IOException {
    PaymentListener evaluating =
        new PaymentListener() {
          @Override
          public void payment(Payment payment, Label label) throws IOException {
            payments++;
            listener.evaluated(payment, evaluate(payment), label);
          }

          @Override
          public void refused(RefusedLine line) throws IOException {
            listener.refused(line);
          }
        };
    for (SourceFile file : inOrder) {
      files.read(file, evaluating);
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
