package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.order.OrderGenerator;
import io.millrace.ingest.site.ActivityGenerator;
import io.millrace.ingest.site.Behaviour;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace generate}. */
@Command(
    name = "generate",
    description = {
      "Makes records by a seed: onto a feed's topic or into a file.",
      "The same settings give the same bytes. An inventory beside the output counts what was put"
          + " out, so that later steps can prove that all of it arrived."
    },
    footer = {
      "  millrace generate activity --rate 500",
      "  millrace generate orders --output orders.csv",
      "  millrace generate orders --rate 10 --duration PT5M",
      "  millrace generate transactions --start 2026-10-01 --duration P30D --count 1000000"
    })
final class GenerateCommand extends HelpedCommand {

  private GenerateCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new GenerateCommand(invocation))
        .addSubcommand(new Activity(invocation))
        .addSubcommand(new Orders(invocation))
        .addSubcommand(new GenerateTransactionsCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "generate needs to know what: activity, orders or transactions. See: millrace generate --help");
  }

  /** {@code millrace generate activity}. */
  @Command(
      name = "activity",
      description = {
        "What visitors do on web sites, for volume.",
        "Many visits at once, with the rhythm of days and weeks, as conf/sites.yaml describes them."
            + " The sites over HTTP: millrace simulate sites."
      },
      footer = {
        "  millrace generate activity --rate 500",
        "  millrace generate activity --start 2026-10-01 --duration P30D --late 0.01",
        "  millrace generate activity --count 1000000 --start 2026-10-01 --output activity.ndjson"
      })
  static final class Activity extends GeneratingCommand {

    Activity(Invocation invocation) {
      super(invocation);
    }

    @Override
    Generator generator() {
      return new ActivityGenerator(Behaviour.load(new Checkout(invocation().checkout()).sites()));
    }
  }

  /** {@code millrace generate orders}. */
  @Command(
      name = "orders",
      description = {
        "Order lines of a shop, 1,200 unless told otherwise.",
        "Customers stay who they are, amounts add up. A CSV file of them replays by the mapping"
            + " generated-orders."
      },
      footer = {
        "  millrace generate orders --output orders.csv",
        "  millrace generate orders --count 100000 --start 2026-10-01 --duration P30D",
        "  millrace replay orders.csv --feed orders --source generated-orders"
      })
  static final class Orders extends GeneratingCommand {

    Orders(Invocation invocation) {
      super(invocation);
    }

    @Override
    Generator generator() {
      return new OrderGenerator();
    }

    @Override
    OptionalLong usualCount() {
      return OptionalLong.of(OrderGenerator.USUAL_COUNT);
    }
  }
}
