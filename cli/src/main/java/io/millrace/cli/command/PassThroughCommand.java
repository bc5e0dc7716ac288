package io.millrace.cli.command;

import io.millrace.cluster.Service;
import io.millrace.cluster.ToolCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The ecosystem's own command-line clients, run with this cluster's configuration. Their arguments
 * are theirs, also those that look like ours, and so is their exit code.
 */
@Command(
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    footerHeading = "%nExamples:%n")
abstract class PassThroughCommand implements Callable<Integer> {

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sets and reads it
  private boolean help;

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description = "Passed on as they are. Put -- before a first argument that is --help.")
  private List<String> arguments = new ArrayList<>();

  private final Invocation invocation;

  PassThroughCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  static CommandLine line(PassThroughCommand command) {
    return new CommandLine(command)
        .setUnmatchedOptionsArePositionalParams(true)
        .setStopAtPositional(true)
        .setPosixClusteredShortOptionsAllowed(false);
  }

  abstract ToolCommand tool(List<String> arguments);

  final Invocation invocation() {
    return invocation;
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    return runToItsEnd(tool(arguments));
  }

  /**
   * Ctrl-C reaches the client too, and what it means is the client's affair (beeline cancels a
   * query and goes on): this process only stays until the client has ended.
   */
  private static int runToItsEnd(ToolCommand tool) throws IOException, InterruptedException {
    Process client = tool.builder().inheritIO().start();
    Thread stay = new Thread(client.onExit()::join);
    Runtime.getRuntime().addShutdownHook(stay);
    int code = client.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(stay);
    } catch (IllegalStateException e) {
      // this process ends already, and the client has
    }
    return code;
  }

  /** {@code millrace sql}. */
  @Command(
      name = "sql",
      description = {
        "Runs beeline on this cluster's HiveServer2.",
        "Or on another that -u names. Only results are printed; --silent=false or --verbose shows"
            + " what beeline and the server say besides."
      },
      footer = {
        "  millrace sql",
        "  millrace sql -e 'SELECT count(*) FROM raw.activity'",
        "  millrace sql --outputformat=csv2 -f report.hql > report.csv"
      })
  static final class Sql extends PassThroughCommand {

    Sql(Invocation invocation) {
      super(invocation);
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      if (!isElsewhere(arguments)) {
        invocation()
            .running(Service.NAMENODE, Service.DATANODE, Service.METASTORE, Service.HIVESERVER2);
      }
      return invocation().tools().beeline(quietUnlessAsked(arguments));
    }

    /** Results only: no word of beeline's around a script, and none of the server's anywhere. */
    static List<String> quietUnlessAsked(List<String> arguments) {
      List<String> all = new ArrayList<>();
      if (arguments.stream().noneMatch(a -> a.matches("--(silent|verbose)(=.*)?"))) {
        if (arguments.stream().anyMatch(a -> a.matches("-[efi]"))) {
          all.add("--silent=true");
        }
        if (!isElsewhere(arguments)) {
          all.addAll(List.of("--hiveconf", "hive.server2.logging.operation.level=NONE"));
        }
      }
      all.addAll(arguments);
      return all;
    }

    private static boolean isElsewhere(List<String> arguments) {
      return arguments.stream().anyMatch(a -> a.matches("-[urc]"));
    }
  }

  /** {@code millrace hdfs}. */
  @Command(
      name = "hdfs",
      description = "Runs the hdfs client: dfs, dfsadmin, fsck and the like.",
      footer = {
        "  millrace hdfs dfs -ls -R /millrace/raw/activity",
        "  millrace hdfs dfs -get /millrace/reports .",
        "  millrace hdfs fsck /millrace"
      })
  static final class Hdfs extends PassThroughCommand {

    Hdfs(Invocation invocation) {
      super(invocation);
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      invocation().running(Service.NAMENODE);
      return invocation().tools().hdfs(arguments);
    }
  }

  /** {@code millrace yarn}. */
  @Command(
      name = "yarn",
      description = "Runs the yarn client: application, logs, node, queue and the like.",
      footer = {
        "  millrace yarn application -list",
        "  millrace yarn logs -applicationId application_1700000000000_0001",
        "  millrace yarn queue -status streaming"
      })
  static final class Yarn extends PassThroughCommand {

    Yarn(Invocation invocation) {
      super(invocation);
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      invocation().running(Service.RESOURCEMANAGER);
      return invocation().tools().yarn(arguments);
    }
  }

  /** {@code millrace kafka-topics}. */
  @Command(
      name = "kafka-topics",
      description = "Runs Kafka's topic tool on this cluster's broker.",
      footer = {
        "  millrace kafka-topics --list",
        "  millrace kafka-topics --describe --topic activity"
      })
  static final class KafkaTopics extends PassThroughCommand {

    KafkaTopics(Invocation invocation) {
      super(invocation);
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      if (!arguments.contains("--bootstrap-server")) {
        invocation().running(Service.KAFKA);
      }
      return invocation().tools().kafkaTopics(arguments);
    }
  }

  /** {@code millrace oozie}. */
  @Command(
      name = "oozie",
      description = "Runs Oozie's client on this cluster's server.",
      footer = {
        "  millrace oozie jobs",
        "  millrace oozie job -info 0000000-260101000000000-oozie-root-W",
        "  millrace oozie admin -status"
      })
  static final class Oozie extends PassThroughCommand {

    Oozie(Invocation invocation) {
      super(invocation);
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      if (!arguments.contains("-oozie")) {
        invocation().running(Service.OOZIE);
      }
      return invocation().tools().oozie(arguments);
    }
  }
}
