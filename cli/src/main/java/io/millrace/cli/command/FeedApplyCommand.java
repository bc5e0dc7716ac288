package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.feed.FeedApply;
import io.millrace.cli.feed.FeedPlan;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.FeedUptake;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.FeedPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace feed apply}. */
@Command(
    name = "apply",
    description = {
      "Brings the cluster to what feeds declare.",
      "Makes or alters the topic (partitions are only added), the folders, the Hive tables (columns"
          + " are only added) and the masked views, keeps the declaration as a new version"
          + " in HDFS where it differs, and waits until the streaming application lands with it."
          + " Refuses a declaration that does not go together with what is stored, before it touches"
          + " anything. A masked view whose name somebody else's table or view has is left out: all"
          + " else is done, and it ends with 1, a dry run with 0. May be run again at any time."
    },
    footer = {
      "  millrace feed apply visits",
      "  millrace feed apply visits --dry-run",
      "  millrace feed apply --all"
    })
final class FeedApplyCommand extends HelpedCommand {

  @Parameters(paramLabel = "FEED", arity = "0..*", description = "The feeds.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Every declared feed.")
  private boolean all;

  @Option(
      names = "--dry-run",
      description = "Say what would be done, with the HiveQL, and do nothing.")
  private boolean dryRun;

  FeedApplyCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    List<DeclaredFeed> feeds = asked(Declarations.load(checkout.feeds()));
    ClusterSettings settings =
        invocation()
            .running(
                Service.NAMENODE,
                Service.DATANODE,
                Service.RESOURCEMANAGER,
                Service.KAFKA,
                Service.METASTORE,
                Service.HIVESERVER2);
    try (Hdfs hdfs = Hdfs.open(settings);
        StreamStart start =
            new StreamStart(settings, checkout, hdfs, console(), invocation().clock())) {
      FeedApply apply = new FeedApply(settings, checkout, hdfs, console(), invocation().clock());
      List<FeedPlan> plans = apply.plan(feeds);
      if (dryRun) {
        plans.forEach(this::tellPlan);
        left(apply, feeds).forEach(console()::say);
        return ExitStatus.OK;
      }
      Map<String, List<String>> done = new LinkedHashMap<>();
      apply.topics(feeds).forEach((feed, changes) -> note(done, feed, changes));
      apply.tables(feeds).forEach((feed, changes) -> note(done, feed, changes));
      apply.versions(feeds).forEach((feed, changes) -> note(done, feed, changes));
      Map<String, Integer> versions = apply.newest(feeds);
      FeedUptake uptake = new FeedUptake(hdfs, console(), invocation().clock());
      Map<String, Integer> pending = uptake.pending(versions);
      boolean landing = !start.streaming().active().isEmpty();
      if (landing && !pending.isEmpty()) {
        uptake.await(versions);
        pending.forEach(
            (feed, version) ->
                note(done, feed, List.of("landing: with version " + FeedPaths.name(version))));
      }
      done.forEach(this::tellDone);
      if (!landing) {
        console()
            .say(
                "No streaming application is running; the next one lands with this: millrace stream start");
      }
      requireAllDone(left(apply, feeds));
    }
    return ExitStatus.OK;
  }

  private List<DeclaredFeed> asked(Declarations declarations) throws Exception {
    if (all == !names.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "feed apply needs the names of feeds, or --all. See: millrace feed apply --help");
    }
    if (all) {
      return declarations.all();
    }
    List<DeclaredFeed> asked = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      asked.add(declarations.require(name));
    }
    return asked;
  }

  private void tellPlan(FeedPlan plan) {
    tell(plan.feed().feed().name(), plan.changes(), "would be");
    if (!plan.statements().isEmpty()) {
      console().print("");
      plan.statements().forEach(statement -> console().print(statement + ";\n"));
    }
  }

  private void tellDone(String feed, List<String> changes) {
    tell(feed, changes, "");
  }

  private static List<String> left(FeedApply apply, List<DeclaredFeed> feeds) throws IOException {
    List<String> left = new ArrayList<>();
    apply.left(feeds).forEach((feed, views) -> views.forEach(view -> left.add(feed + ": " + view)));
    return left;
  }

  private static void requireAllDone(List<String> left) {
    if (!left.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "All but this is as declared now; run this command again when it is settled:%n  %s"
              .formatted(String.join(System.lineSeparator() + "  ", left)));
    }
  }

  private void tell(String feed, List<String> changes, String would) {
    if (changes.isEmpty()) {
      console().print(feed + ": nothing to do");
      return;
    }
    console().print(feed + (would.isEmpty() ? "" : " (not done)"));
    changes.forEach(change -> console().print("  " + change));
  }

  private static void note(Map<String, List<String>> done, String feed, List<String> changes) {
    done.computeIfAbsent(feed, f -> new ArrayList<>()).addAll(changes);
  }
}
