package io.millrace.ingest.fraud;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.replay.UnknownSourceException;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the payments of files, line by line in their order, on one thread, and where there are
 * rules of the second stage about payments, also by event time: on the way, as long as lines are
 * nearly in that order, else files are read and evaluated once more for it. Memory grows with the
 * accounts and not with the payments.
 */
public final class FileDetection {

  /** By how many payments lines may be out of order and files are read once. */
  private static final int REACH = 16_384;

  private final FraudEvaluator evaluator;
  private final List<SecondStageRule> secondStage;
  private final PaymentFiles files;
  private final Path scratch;
  private long payments;
  private int accounts;

  /**
   * Prepares it.
   *
   * @param feed of payments
   * @param source the mapping's name; empty for the feed's own format where a file begins as JSON
   * @param salt for a feed that hashes personal data
   * @param geography by which the places of addresses are filled in
   * @param scratch the folder for what the second stage cannot hold in memory, which is deleted
   * @throws IllegalArgumentException when the feed lacks what rules read
   */
  public FileDetection(
      RuleSet rules,
      Feed feed,
      Optional<String> source,
      Optional<Salt> salt,
      Geography geography,
      Clock clock,
      Path scratch) {
    this.evaluator = new FraudEvaluator(rules);
    this.secondStage = rules.secondStage(SecondStageRule.MerchantBurst.class);
    this.files = new PaymentFiles(feed, source, salt, geography, clock);
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
    Alerts alerts = new Alerts();
    PaymentWindow window = new PaymentWindow(REACH, alerts);
    Pass pass = new Pass(listener, window::add);
    pass.read(inOrder);
    payments = pass.payments;
    accounts = pass.states.size();
    if (window.isNearlyOrdered()) {
      window.end();
      alerts.tell(listener);
    } else {
      pass.states.clear();
      sorted(inOrder).tell(listener);
    }
  }

  /** What the second stage says of payments in whatever order. */
  private Alerts sorted(List<SourceFile> inOrder) throws IOException {
    Alerts alerts = new Alerts();
    try (PaymentRuns runs = new PaymentRuns(scratch, PaymentRuns.MOST_IN_MEMORY)) {
      new Pass(EvaluationListener.NONE, runs::add).read(inOrder);
      runs.inOrder(alerts);
    }
    return alerts;
  }

  /** One reading of the files, from no memory of any account on. */
  private final class Pass implements PaymentListener {
    private final EvaluationListener listener;
    private final PaymentRuns.Taker evaluated;
    private final Map<String, AccountState> states = new HashMap<>();
    private long payments;

    /**
     * @param evaluated takes what the second stage looks at
     */
    Pass(EvaluationListener listener, PaymentRuns.Taker evaluated) {
      this.listener = listener;
      this.evaluated = evaluated;
    }

    void read(List<SourceFile> inOrder) throws IOException {
      for (SourceFile file : inOrder) {
        files.read(file, this);
      }
    }

    @Override
    public void payment(Payment payment, PaymentNote note) throws IOException {
      payments++;
      Evaluation evaluation = evaluate(payment);
      listener.evaluated(payment, evaluation, note);
      if (!secondStage.isEmpty() && payment.merchant() != null && !evaluation.isDuplicate()) {
        evaluated.take(EvaluatedLine.of(payment, evaluation, note.label()));
      }
    }

    @Override
    public void refused(RefusedLine line) throws IOException {
      listener.refused(line);
    }

    private Evaluation evaluate(Payment payment) {
      AccountState account = states.get(payment.accountId());
      if (account == null) {
        account = evaluator.newAccount();
        states.put(payment.accountId(), account);
      }
      return evaluator.evaluate(account, payment);
    }
  }

  /** The second stage of payments that come by event time, and its alerts so far. */
  private final class Alerts implements PaymentRuns.Taker {
    private final SecondStage<EvaluatedLine> stage =
        new SecondStage<>(evaluator.rules().version(), secondStage);
    private final List<SecondAlert<EvaluatedLine>> alerts = new ArrayList<>();

    @Override
    public void take(EvaluatedPayment<EvaluatedLine> payment) {
      alerts.addAll(stage.advance(payment.micros()));
      stage.payment(payment);
    }

    void tell(EvaluationListener listener) throws IOException {
      alerts.addAll(stage.advance(SecondStage.END));
      for (SecondAlert<EvaluatedLine> alert : alerts) {
        EvaluatedLine line = alert.payment().origin();
        listener.alerted(line.payment(), line.evaluation(), line.label(), alert);
      }
    }
  }

  /** How many payments there were, duplicates among them. */
  public long payments() {
    return payments;
  }

  /** How many accounts paid. */
  public int accounts() {
    return accounts;
  }
}
