package io.millrace.cli.fraud;

import io.millrace.cli.Console;
import io.millrace.cli.Words;
import io.millrace.ingest.fraud.EvaluationListener;
import io.millrace.ingest.fraud.FileDetection;
import io.millrace.ingest.fraud.RefusedLine;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.SecondAlert;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for fraud in files; tells on the way what it cannot read, and in the end what it found. */
public final class Detection {
  private static final int PAYMENTS_BETWEEN_PROGRESS = 100_000;

  private final DetectionRequest request;
  private final Console console;
  private final Clock clock;
  private final EvaluationListener beside;
  private final DetectionTally tally = new DetectionTally();

  /** Prepares it. */
  public Detection(DetectionRequest request, Console console, Clock clock) {
    this(request, console, clock, EvaluationListener.NONE);
  }

  /**
   * Prepares it.
   *
   * @param beside told each payment as well
   */
  Detection(DetectionRequest request, Console console, Clock clock, EvaluationListener beside) {
    this.request = request;
    this.console = console;
    this.clock = clock;
    this.beside = beside;
  }

  /**
   * Evaluates those files in order. Alerts and scores appear when the last line is read; when
   * anything fails before, the files that were there before are untouched.
   *
   * @param shown told each alert as it is raised
   * @param standardOutput for files that are named so
   */
  public DetectionSummary run(
      List<SourceFile> files, AlertPrinter shown, OutputStream standardOutput) throws IOException {
    Instant started = clock.instant();
    FileDetection detection =
        new FileDetection(
            request.rules(),
            request.feed(),
            request.source(),
            request.salt(),
            request.geography(),
            clock,
            request.scratch());
    sayWhatIsLeftOut();
    try (Output alerts = open(request.alerts(), "--output", standardOutput);
        Output scores = open(request.scores(), "--scores", standardOutput)) {
      detection.run(files, new Sorting(alerts, scores, shown));
      alerts.publish();
      scores.publish();
    }
    console.endProgress();
    Duration took = Duration.between(started, clock.instant());
    List<String> lines = new ArrayList<>(tally.lines(detection.accounts(), took));
    where("Alerts", request.alerts()).ifPresent(lines::add);
    where("Scores", request.scores()).ifPresent(lines::add);
    return new DetectionSummary(lines, tally.refused());
  }

  private void sayWhatIsLeftOut() {
    for (SecondStageRule rule : request.rules().secondStage(SecondStageRule.NoBrowsing.class)) {
      console.say(
          "%s is not evaluated over files: it looks at page views, which they do not have."
              .formatted(rule.name()));
    }
  }

  private static Optional<String> where(String what, Optional<Path> file) {
    return file.filter(f -> !f.equals(DetectionRequest.STANDARD_OUTPUT))
        .map(f -> what + " in " + f + ".");
  }

  /** A file of rows, or nothing where none is wanted. */
  private record Output(Optional<RowFile> rows) implements AutoCloseable {

    void add(byte[] json) throws IOException {
      if (rows.isPresent()) {
        rows.orElseThrow().add(json);
      }
    }

    void publish() throws IOException {
      if (rows.isPresent()) {
        rows.orElseThrow().publish();
      }
    }

    @Override
    public void close() throws IOException {
      if (rows.isPresent()) {
        rows.orElseThrow().close();
      }
    }
  }

  private Output open(Optional<Path> file, String option, OutputStream standardOutput)
      throws IOException {
    if (file.isEmpty()) {
      return new Output(Optional.empty());
    }
    Path path = file.orElseThrow();
    RowForm form = request.form().orElse(RowForm.of(path));
    return new Output(
        Optional.of(
            path.equals(DetectionRequest.STANDARD_OUTPUT)
                ? RowFile.into(standardOutput, form)
                : RowFile.aside(path, form, option)));
  }

  /** Puts each evaluation where it belongs. */
  private final class Sorting implements EvaluationListener {
    private final FraudJson json = new FraudJson(request.rules().version());
    private final Output alerts;
    private final Output scores;
    private final AlertPrinter shown;

    Sorting(Output alerts, Output scores, AlertPrinter shown) {
      this.alerts = alerts;
      this.scores = scores;
      this.shown = shown;
    }

    @Override
    public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note)
        throws IOException {
      tally.count(evaluation, note.label());
      beside.evaluated(payment, evaluation, note);
      for (Alert alert : evaluation.alerts()) {
        alerts.add(json.alert(payment, evaluation, alert));
        shown.print(payment, evaluation, alert);
      }
      if (scores.rows().isPresent() && !evaluation.isDuplicate()) {
        scores.add(json.score(payment, evaluation));
      }
      if (tally.payments() % PAYMENTS_BETWEEN_PROGRESS == 0) {
        console.progress(Words.count(tally.payments(), "payment"));
      }
    }

    @Override
    public void alerted(Payment payment, Evaluation evaluation, Label label, SecondAlert<?> second)
        throws IOException {
      Alert alert = second.alert();
      tally.countSecondStage(alert, label);
      alerts.add(json.alert(payment, evaluation, alert, second.isComplete()));
      shown.print(payment, evaluation, alert);
    }

    @Override
    public void refused(RefusedLine line) {
      tally.countRefused();
      console.say(line.toString());
    }
  }
}
