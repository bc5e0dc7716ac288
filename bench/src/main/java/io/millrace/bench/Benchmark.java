package io.millrace.bench;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every benchmark asks for and prints. */
@Command(mixinStandardHelpOptions = true, showDefaultValues = true)
public abstract class Benchmark implements Callable<Integer> {
  @Option(names = "--rounds", defaultValue = "5", description = "How often each thing is measured.")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      description = "Rounds before that which do not count.")
  private int warmUp;

  @Spec private CommandSpec command;

  /** Measures and prints. */
  protected abstract void measure(PrintWriter out) throws Exception;

  @Override
  public final Integer call() throws Exception {
    if (rounds < 1 || warmUp < 0) {
      throw new ParameterException(
          command.commandLine(),
          "--rounds is "
              + rounds
              + " and --warm-up is "
              + warmUp
              + "; legal: 1 or more, and 0 or more.");
    }
    PrintWriter out = command.commandLine().getOut();
    out.println(Machine.describe());
    out.flush();
    measure(out);
    out.println("load average after: " + Machine.loadAverage());
    out.flush();
    return 0;
  }

  protected final Rounds rounds() {
    return new Rounds(warmUp, rounds);
  }

  /** How often each thing is done in all, counted or not. */
  protected final int totalRounds() {
    return warmUp + rounds;
  }

  /** The declared feed of that name. */
  protected static Feed feed(String name) {
    String checkout = System.getProperty("millrace.checkout", "..");
    return FeedCatalog.load(Path.of(checkout, "conf", "feeds")).require(name);
  }
}
