package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.TextTable;
import io.millrace.cli.report.Report;
import io.millrace.cli.report.Reports;
import io.millrace.cli.tables.Hive;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.report.CsvFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace report}. */
@Command(
    name = "report",
    description = {
      "Answers analysts' questions from the warehouse.",
      "Each is a query in hql/reports, which beeline runs as well."
    },
    footer = {
      "  millrace report list",
      "  millrace report run page_share --dt 2015-05-17..2015-05-20 --set page=/projects/xdotool/"
    })
final class ReportCommand extends HelpedCommand {

  private ReportCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new ReportCommand(invocation))
        .addSubcommand(new ListAll(invocation))
        .addSubcommand(new Run(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE, "report needs a subcommand: list or run. See: millrace report --help");
  }

  /** {@code millrace report list}. */
  @Command(
      name = "list",
      description = "Lists the reports: what each answers, and what can be set.",
      footer = "  millrace report list")
  static final class ListAll extends HelpedCommand {

    ListAll(Invocation invocation) {
      super(invocation);
    }

    @Override
    ExitStatus execute() throws Exception {
      TextTable table = new TextTable("NAME", "QUESTION", "VARIABLES");
      for (Report report : new Reports(new Checkout(invocation().checkout())).all()) {
        String variables =
            report.variables().entrySet().stream()
                .map(v -> v.getKey() + "=" + v.getValue())
                .collect(Collectors.joining(" "));
        table.row(report.name(), report.question(), variables);
      }
      table.lines().forEach(console()::print);
      return ExitStatus.OK;
    }
  }

  /** {@code millrace report run}. */
  @Command(
      name = "run",
      description = {
        "Runs a report for days and prints its rows.",
        "It reads no other days than those. A day has figures once the daily workflow has computed it."
      },
      footer = {
        "  millrace report run session_behaviour --dt 2015-05-17..2015-05-20",
        "  millrace report run page_share --dt 2015-05-17 --set page=/projects/xdotool/",
        "  millrace report run revenue_by_category --dt 2010-12-01 --format csv > categories.csv"
      })
  static final class Run extends HelpedCommand {

    private static final String TABLE = "table";
    private static final String CSV = "csv";
    private static final String NULL = "-";

    @Parameters(paramLabel = "NAME", description = "The report, such as session_behaviour.")
    private String name;

    @Option(
        names = "--dt",
        required = true,
        paramLabel = "DAYS",
        description = "Days and ranges of days, UTC: 2010-12-01..2010-12-03,2015-05-17.")
    private String days;

    @Option(
        names = "--set",
        paramLabel = "NAME=VALUE",
        description = "Sets a variable of the report; can be given again.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
        names = "--format",
        paramLabel = "FORM",
        defaultValue = TABLE,
        description = {
          "table for people, null as -, or csv: RFC 4180 with a header, null as nothing"
              + " (${DEFAULT-VALUE})."
        })
    private String format;

    Run(Invocation invocation) {
      super(invocation);
    }

    @Override
    ExitStatus execute() throws Exception {
      Report report = new Reports(new Checkout(invocation().checkout())).require(name);
      Days asked = parse(days);
      String query = report.query(asked, set);
      if (!List.of(TABLE, CSV).contains(format)) {
        throw new CommandFailure(
            ExitStatus.USAGE, "--format is %s; legal: table, csv.".formatted(format));
      }
      ClusterSettings settings =
          invocation()
              .running(
                  Service.NAMENODE,
                  Service.DATANODE,
                  Service.RESOURCEMANAGER,
                  Service.NODEMANAGER,
                  Service.METASTORE,
                  Service.HIVESERVER2);
      ResultTable rows;
      try (Hive hive = Hive.open(settings)) {
        rows = hive.select(query);
      }
      print(rows);
      if (rows.isEmpty()) {
        console()
            .say(
                "No rows. Days that were not computed have none; compute them with: millrace workflow run daily --days "
                    + days);
      }
      return ExitStatus.OK;
    }

    private void print(ResultTable rows) {
      Console console = console();
      if (format.equals(CSV)) {
        console.out().print(CsvFile.of(rows));
        console.out().flush();
        return;
      }
      TextTable table = new TextTable(rows.columns().toArray(String[]::new));
      for (List<String> row : rows.rows()) {
        table.row(row.stream().map(value -> value == null ? NULL : value).toArray());
      }
      table.lines().forEach(console::print);
    }

    private static Days parse(String text) {
      try {
        return Days.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(
            ExitStatus.USAGE, "--dt %s: %s.".formatted(text, e.getMessage()), e);
      }
    }
  }
}
