package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.quarantine.Quarantine;
import io.millrace.cli.quarantine.QuarantineFilter;
import io.millrace.cli.quarantine.QuarantineView;
import io.millrace.cli.quarantine.QuarantineView.Shown;
import io.millrace.cli.tables.Hive;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace quarantine show}. */
@Command(
    name = "show",
    description = {
      "Shows refused records, the newest first: where they lie, why, and the bytes as they were"
          + " sent, in hexadecimal where they are no text.",
      "These are the producers' own records, personal data and all: mind where the output goes."
    },
    footer = {
      "  millrace quarantine show --feed orders --limit 5",
      "  millrace quarantine show --feed orders --reason RULE --json --limit 1000 > mend.ndjson"
    })
final class QuarantineShowCommand extends HelpedCommand {

  @Option(names = "--feed", paramLabel = "FEED", description = "Only this feed.")
  private String feed;

  @Mixin private QuarantineOptions options;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--all", description = "Also those that were replayed.")
  private boolean all;

  @Option(
      names = "--json",
      description =
          "A line of JSON for each, as replay --repaired takes it when you have mended it.")
  private boolean json;

  QuarantineShowCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (limit < 1) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--limit is %d; legal: 1 or more.".formatted(limit));
    }
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
      Shown shown = all ? Shown.ALL : Shown.NOT_REPLAYED;
      if (json) {
        view.lines(filter, shown, limit);
      } else {
        view.show(filter, shown, limit);
      }
    }
    return ExitStatus.OK;
  }
}
