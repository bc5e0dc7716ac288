package io.millrace.cli.fraud;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.ingest.fraud.stream.DeclaredPayments;
import io.millrace.ingest.fraud.stream.DeclaredRules;
import io.millrace.ingest.fraud.stream.FraudStream;
import io.millrace.ingest.fraud.stream.StreamProgress;
import io.millrace.ingest.fraud.stream.StreamSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Runs a fraud host of Kafka until the process is ended, and says how it goes. */
public final class StreamRun {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Console console;
  private final Clock clock;

  public StreamRun(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /**
   * Does not return normally: the process ends with code 0 once it was told to end and has
   * committed.
   *
   * @throws io.millrace.ingest.fraud.stream.OutputsHeldException when another kind of host owns the
   *     topics
   * @throws io.millrace.ingest.fraud.stream.OtherRulesException when those rules are asked for
   *     alone, and others are in effect
   * @throws io.millrace.ingest.fraud.stream.StreamFailedException when it cannot start or ends by
   *     itself
   */
  public void run(
      StreamSettings settings, DeclaredRules rules, DeclaredPayments payments, AlertPrinter printer)
      throws IOException, InterruptedException {
    FraudStream stream =
        FraudStream.start(
            settings,
            rules,
            payments,
            (payment, evaluation) ->
                evaluation.alerts().forEach(alert -> printer.print(payment, evaluation, alert)),
            console::say,
            clock);
    Thread ending = new Thread(() -> end(stream));
    Runtime.getRuntime().addShutdownHook(ending);
    console.say(
        "Looking at %s by rules %s; scores to %s, alerts to %s. End it with Ctrl-C."
            .formatted(
                payments.feed().topic(),
                stream.rules(),
                settings.outputs().scores(),
                settings.outputs().alerts()));
    try {
      StreamMeter meter = new StreamMeter(clock);
      while (!stream.awaitEnd(BETWEEN_LOOKS)) {
        console.progress(stream.isRunning() ? meter.line(stream.progress()) : "restoring accounts");
      }
    } catch (RuntimeException e) {
      Runtime.getRuntime().removeShutdownHook(ending);
      stream.close();
      throw e;
    }
  }

  /** In the process' last moments. */
  private void end(FraudStream stream) {
    console.endProgress();
    console.say("\nEnding: what was evaluated is committed.");
    stream.close();
    StreamProgress done = stream.progress();
    console.say(
        "Ended after %s and %s."
            .formatted(
                Words.count(done.payments(), "payment"), Words.count(done.alerts(), "alert")));
    // By itself the JVM would end with the signal's number, as if it had failed.
    Runtime.getRuntime().halt(ExitStatus.OK.code());
  }
}
