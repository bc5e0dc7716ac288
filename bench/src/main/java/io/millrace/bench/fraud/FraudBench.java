package io.millrace.bench.fraud;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.fraud.FileDetection;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleSet;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast payments of a file are evaluated, on one core and without a cluster. */
@Command(
    name = "fraud",
    description =
        "Evaluates generated payments by all rules of conf/fraud-rules.yaml, on one core, beside"
            + " reading the same file and no more.")
public final class FraudBench extends Benchmark {

  @Option(names = "--records", defaultValue = "600000", description = "Payments of a round.")
  private int records;

  @Option(names = "--accounts", defaultValue = "20000", description = "Accounts that pay.")
  private int accounts;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    Feed feed = feed(PaymentFields.FEED);
    RuleSet rules =
        RuleSet.load(
            Path.of(System.getProperty("millrace.checkout", ".."), "conf", "fraud-rules.yaml"));
    Path file = Files.createTempFile("millrace-payments-", ".ndjson");
    try {
      PaymentFile.write(feed, file, records, accounts);
      List<Payment> payments = PaymentFile.read(feed, file);
      StateSize size = StateSize.after(rules, payments);
      out.printf(
          "%nstate of an account after %d payments: %,d bytes of heap, %,d bytes stored%n",
          records / accounts, size.heapBytes(), size.storedBytes());
      rounds()
          .compare(
              out,
              "fraud rules over a file",
              new Workload("lines read and decoded", () -> read(feed, file)),
              new Workload("Millrace, read and evaluated", () -> detect(rules, feed, file)),
              new Workload("Millrace, evaluated alone", () -> evaluate(rules, payments)));
    } finally {
      Files.delete(file);
    }
  }

  private Timed read(Feed feed, Path file) throws Exception {
    Timed.Watch watch = Timed.start();
    long read = PaymentFile.count(feed, file);
    return stop(watch, read);
  }

  private Timed detect(RuleSet rules, Feed feed, Path file) throws Exception {
    FileDetection detection =
        new FileDetection(
            rules,
            feed,
            Optional.empty(),
            Optional.empty(),
            Geography.NONE,
            Clock.systemUTC(),
            file.getParent());
    AlertCount alerts = new AlertCount();
    Timed.Watch watch = Timed.start();
    detection.run(List.of(new SourceFile(file)), alerts);
    Timed timed = stop(watch, detection.payments());
    alerts.requireSome();
    return timed;
  }

  private Timed evaluate(RuleSet rules, List<Payment> payments) {
    Evaluations evaluations = new Evaluations(new FraudEvaluator(rules));
    Timed.Watch watch = Timed.start();
    evaluations.all(payments);
    return stop(watch, payments.size());
  }

  private Timed stop(Timed.Watch watch, long done) {
    if (done != records) {
      throw new IllegalStateException(done + " payments were dealt with, of " + records);
    }
    return watch.stop(done);
  }
}
