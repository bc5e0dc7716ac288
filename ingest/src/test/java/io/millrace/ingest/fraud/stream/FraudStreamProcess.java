package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A fraud host as a process of its own, which can be killed. */
final class FraudStreamProcess {
  private FraudStreamProcess() {}

  /** Runs until it is killed; arguments: brokers, folder of the state. */
  public static void main(String[] args) throws Exception {
    FraudStream stream =
        FraudStream.start(
            StreamSettings.of(args[0], FraudOutputs.LIVE, Path.of(args[1])),
            DeclaredRules.unlessOthersAreInEffect(Payments.RULES),
            DeclaredPayments.of(Payments.FEED),
            StreamListener.NONE,
            said -> {},
            Clock.systemUTC());
    while (!stream.awaitEnd(Duration.ofMinutes(1))) {
      // goes on until it is killed
    }
  }

  static Process start(FraudWorld world, String instance, Path log) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FraudStreamProcess.class.getName(),
                world.brokers(),
                world.stateFolder(instance).toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
