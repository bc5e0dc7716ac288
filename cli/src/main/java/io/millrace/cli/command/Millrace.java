package io.millrace.cli.command;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands: parses, runs, and turns every failure into a sentence and a code. */
@Command(
    name = "millrace",
    description = {
      "A Hadoop-native warehouse with a streaming feed, on this machine: real web-log and order"
          + " lines travel Kafka, Spark on YARN, HDFS, Hive and Oozie to a report.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommandsRepeatable = false,
    footer = {
      "",
      "Begin with:  millrace demo",
      "Help on one: millrace COMMAND --help",
      "",
      "Environment: MILLRACE_HOME (all state; default .millrace in the checkout),",
      "MILLRACE_PORT_OFFSET (a number added to every port), MILLRACE_DEBUG (like --debug)."
    })
public final class Millrace implements Runnable {

  private static final String DEBUG = "MILLRACE_DEBUG";
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sets and reads it
  private boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces and the clients' logs.")
  private boolean debug;

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    boolean debug = isDebug(environment) || java.util.Arrays.asList(args).contains("--debug");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", debug ? "info" : "off");
    Clock clock = Clock.systemUTC();
    Invocation invocation =
        new Invocation(
            Path.of(System.getProperty("millrace.checkout", ".")).toAbsolutePath().normalize(),
            environment,
            clock,
            new Console(System.out, System.err, isTerminal(STANDARD_ERROR), clock));
    System.exit(run(invocation, args));
  }

  /** Runs one command and returns its exit code. */
  public static int run(Invocation invocation, String... args) {
    return commandLine(invocation).execute(args);
  }

  static CommandLine commandLine(Invocation invocation) {
    Millrace root = new Millrace();
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new UpCommand(invocation))
        .addSubcommand(new DownCommand(invocation))
        .addSubcommand(new StatusCommand(invocation))
        .addSubcommand(new LogsCommand(invocation))
        .addSubcommand(new DoctorCommand(invocation))
        .addSubcommand(new DemoCommand(invocation))
        .addSubcommand(FeedCommand.with(invocation))
        .addSubcommand(new ReplayCommand(invocation))
        .addSubcommand(GenerateCommand.with(invocation))
        .addSubcommand(SimulateCommand.with(invocation))
        .addSubcommand(new CollectCommand(invocation))
        .addSubcommand(FraudCommand.with(invocation))
        .addSubcommand(StreamCommand.with(invocation))
        .addSubcommand(WorkflowCommand.with(invocation))
        .addSubcommand(RetentionCommand.with(invocation))
        .addSubcommand(ReportCommand.with(invocation))
        .addSubcommand(QuarantineCommand.with(invocation))
        .addSubcommand(new AuditCommand(invocation))
        .addSubcommand(PassThroughCommand.line(new PassThroughCommand.Sql(invocation)))
        .addSubcommand(PassThroughCommand.line(new PassThroughCommand.Hdfs(invocation)))
        .addSubcommand(PassThroughCommand.line(new PassThroughCommand.Yarn(invocation)))
        .addSubcommand(PassThroughCommand.line(new PassThroughCommand.KafkaTopics(invocation)))
        .addSubcommand(PassThroughCommand.line(new PassThroughCommand.Oozie(invocation)));
    line.registerConverter(Duration.class, new DurationConverter());
    line.setExpandAtFiles(false);
    line.setOut(
        new java.io.PrintWriter(
            invocation.console().out(), true, java.nio.charset.StandardCharsets.UTF_8));
    line.setErr(
        new java.io.PrintWriter(
            invocation.console().err(), true, java.nio.charset.StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(usageErrors(invocation));
    line.setExecutionExceptionHandler(failures(invocation, root));
    everywhere(line);
    return line;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The exit codes stand in every command's help. */
  private static void everywhere(CommandLine line) {
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    line.getCommandSpec().usageMessage().exitCodeList(ExitStatus.list());
    line.getCommandSpec().usageMessage().width(100);
    line.getSubcommands().values().forEach(Millrace::everywhere);
  }

  private static IParameterExceptionHandler usageErrors(Invocation invocation) {
    return (e, args) -> {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      String message = e.getMessage().strip();
      String stop = message.endsWith(".") || message.endsWith("?") ? "" : ".";
      invocation.console().say("millrace: " + message + stop + " See: " + command + " --help");
      return ExitStatus.USAGE.code();
    };
  }

  private static IExecutionExceptionHandler failures(Invocation invocation, Millrace root) {
    return (e, line, result) -> {
      invocation.console().endProgress();
      if (root.debug || isDebug(invocation.environment())) {
        e.printStackTrace(invocation.console().err());
      }
      Failure failure = Failure.of(e);
      invocation.console().say("millrace: " + failure.sentence());
      return failure.code();
    };
  }

  private static boolean isTerminal(Path stream) {
    try {
      return Files.readSymbolicLink(stream).toString().matches("/dev/(pts/|tty).*");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isDebug(Map<String, String> environment) {
    return !environment.getOrDefault(DEBUG, "").isBlank();
  }
}
