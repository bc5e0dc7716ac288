package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.quarantine.Quarantine;
import io.millrace.cli.quarantine.QuarantineFilter;
import io.millrace.cli.quarantine.QuarantineView;
import io.millrace.cli.tables.Hive;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace quarantine list}. */
@Command(
    name = "list",
    description = {
      "Counts refused records by day, feed, reason, rule and field, the newest day first.",
      "Also how many of them were replayed since."
    },
    footer = {
      "  millrace quarantine list",
      "  millrace quarantine list --feed orders --from 2026-10-01 --reason RULE",
      "  millrace quarantine list --json"
    })
final class QuarantineListCommand extends HelpedCommand {

  @Option(names = "--feed", paramLabel = "FEED", description = "Only this feed.")
  private String feed;

  @Mixin private QuarantineOptions options;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  QuarantineListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    QuarantineFilter filter = options.filter(Optional.ofNullable(feed));
    ClusterSettings settings =
        invocation()
            .running(
                Service.NAMENODE,
                Service.DATANODE,
                Service.RESOURCEMANAGER,
                Service.NODEMANAGER,
                Service.METASTORE,
                Service.HIVESERVER2);
    try (Hdfs hdfs = Hdfs.open(settings);
        Hive hive = Hive.open(settings)) {
      QuarantineView view = new QuarantineView(new Quarantine(hive), hdfs, console());
      if (json) {
        console().print(Json.text(view.asList(filter)));
      } else {
        view.list(filter);
      }
    }
    return ExitStatus.OK;
  }
}
