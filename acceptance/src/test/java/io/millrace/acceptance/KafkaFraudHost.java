package io.millrace.acceptance;

import io.millrace.model.fraud.FraudOutputs;
import java.time.Duration;

/** {@code millrace fraud run}, which owns the topics of the fraud desk. */
final class KafkaFraudHost implements FraudHost {

  private static final Duration LONGEST_END = Duration.ofMinutes(2);

  private final Millrace millrace;
  private Millrace.Running running;
  private boolean isKilled;

  KafkaFraudHost(Millrace millrace) {
    this.millrace = millrace;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public FraudOutputs outputs() {
    return FraudOutputs.LIVE;
  }

  @Override
  public void start() {
    isKilled = false;
    running = millrace.start("fraud", "run");
  }

  @Override
  public boolean kill() {
    isKilled = true;
    // the script becomes the program, so this is the program's own process
    running.process().destroyForcibly().onExit().join();
    return true;
  }

  @Override
  public void look() {
    if (!running.ended()) {
      return;
    }
    if (!isKilled) {
      throw new IllegalStateException(
          "It ended by itself: " + running.await(Duration.ofSeconds(1)));
    }
    start();
  }

  @Override
  public void stop() {
    running.process().destroy();
    Outcome outcome = running.await(LONGEST_END);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}
