package io.millrace.cli.command;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import io.millrace.cluster.UpOutcome;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code millrace up}. */
@Command(
    name = "up",
    description = {
      "Starts the cluster.",
      "HDFS, YARN, the history server, Kafka, the Hive metastore, HiveServer2 and Oozie, each a"
          + " process of its own on 127.0.0.1. Returns when each has answered a real request. What"
          + " runs already stays as it is."
    },
    footer = {
      "  millrace up",
      "  MILLRACE_PORT_OFFSET=10000 MILLRACE_HOME=/srv/second millrace up   a second one beside it"
    })
final class UpCommand extends HelpedCommand {

  UpCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    Instant started = invocation().clock().instant();
    ClusterSettings settings = invocation().settings();
    console().say("Starting the cluster in " + settings.home());
    UpOutcome outcome = invocation().cluster().up();
    console().endProgress();
    if (outcome.alreadyRunning()) {
      console().say("The cluster is up already. Look at it with: millrace status");
      return ExitStatus.OK;
    }
    Duration took = Duration.between(started, invocation().clock().instant());
    console().say("The cluster is up (%s).".formatted(Words.of(took)));
    addresses(settings, console());
    return ExitStatus.OK;
  }

  static void addresses(ClusterSettings settings, Console console) {
    console.say(
        "  HDFS       " + settings.httpUrl(Port.NAMENODE_HTTP) + "/explorer.html#/millrace");
    console.say("  YARN       " + settings.httpUrl(Port.RESOURCEMANAGER_HTTP));
    console.say("  HiveServer " + settings.jdbcUrl() + "  (millrace sql)");
    console.say("  Oozie      " + settings.oozieUrl() + "/v2/jobs  (millrace workflow list)");
    console.say("  Kafka      " + settings.brokers());
  }
}
