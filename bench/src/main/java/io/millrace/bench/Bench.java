package io.millrace.bench;

import io.millrace.bench.codec.CodecBench;
import io.millrace.bench.collect.CollectBench;
import io.millrace.bench.fraud.FraudBench;
import io.millrace.bench.fraud.FraudStreamBench;
import io.millrace.bench.landing.LandingBench;
import io.millrace.bench.live.LiveBench;
import io.millrace.bench.publish.GenerateBench;
import io.millrace.bench.publish.PublishBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command of all benchmarks. Exit codes: 0 measured; 1 it failed; 2 wrong arguments. */
@Command(
    name = "bench/run",
    description = "Measures, and prints the figures with the machine that they are of.",
    subcommands = {
      CodecBench.class,
      PublishBench.class,
      GenerateBench.class,
      CollectBench.class,
      LandingBench.class,
      LiveBench.class,
      FraudBench.class,
      FraudStreamBench.class
    },
    mixinStandardHelpOptions = true)
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(command().execute(arguments));
  }

  static CommandLine command() {
    CommandLine command = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("bench: " + failure.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
    return command;
  }
}
