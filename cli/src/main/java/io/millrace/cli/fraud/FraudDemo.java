package io.millrace.cli.fraud;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.RecordEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The way from payments to alerts on files alone. */
public final class FraudDemo {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final int PAYMENTS_A_DAY = 8;
  private static final int DAYS = 30;
  private static final int FEWEST_ACCOUNTS = 200;
  private static final double FRAUD = 0.01;

  private final RuleSet rules;
  private final Feed feed;
  private final Optional<Salt> salt;
  private final Console console;
  private final Clock clock;

  /**
   * Prepares it.
   *
   * @param feed of payments
   * @param salt for a feed that hashes personal data
   */
  public FraudDemo(RuleSet rules, Feed feed, Optional<Salt> salt, Console console, Clock clock) {
    this.rules = rules;
    this.feed = feed;
    this.salt = salt;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Generates payments, looks for fraud in them, and says what it found and what of it is right.
   *
   * @param folder for the files, made if it is missing; files of an earlier run are replaced
   */
  public ExitStatus run(Path folder, int payments, long seed) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("payments.ndjson");
    int accounts = Math.max(FEWEST_ACCOUNTS, payments / (PAYMENTS_A_DAY * DAYS));
    generate(file, payments, accounts, seed);
    console.say(
        "%s of about %s, 1 in 100 fraud, in %s."
            .formatted(
                Words.count(payments, "generated payment"),
                Words.count(accounts, "account"),
                file));
    DetectionRequest request =
        new DetectionRequest(
            rules,
            feed,
            Optional.empty(),
            salt,
            Geography.NONE,
            Optional.of(folder.resolve("alerts.json")),
            Optional.of(folder.resolve("scores.ndjson")),
            Optional.empty(),
            folder);
    DemoFigures figures = new DemoFigures(rules);
    DetectionSummary summary =
        new Detection(request, console, clock, figures)
            .run(
                List.of(new SourceFile(file)),
                AlertPrinter.silent(),
                OutputStream.nullOutputStream());
    summary.lines().forEach(console::print);
    figures.lines().forEach(console::print);
    return summary.status();
  }

  private void generate(Path file, int payments, int accounts, long seed) throws IOException {
    Timeline timeline = new Timeline(START, accounts * (double) PAYMENTS_A_DAY / 86_400);
    RecordSource source =
        new PaymentGenerator(FraudSettings.even(FRAUD), OptionalInt.of(accounts))
            .source(feed, timeline, seed);
    RecordEncoder encoder = new RecordEncoder(feed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < payments; i++) {
        out.write(encoder.encode(source.next().row()));
        out.write('\n');
      }
    }
  }
}
