package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.retention.RetentionPreview;
import io.millrace.cli.tables.Hive;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.RetentionYaml;
import io.millrace.warehouse.curate.AppliedFeeds;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.retention.Inventory;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace retention plan}. */
@Command(
    name = "plan",
    description = {
      "Shows which partitions and reports workflow retention would drop today, or have the stream"
          + " drop, and which a legal hold keeps. Changes nothing.",
      "The sizes are those of folders: files that wait for the end of their grace are in them."
    },
    footer = {"  millrace retention plan", "  millrace retention plan --json"})
final class RetentionPlanCommand extends HelpedCommand {

  private static final String WORKFLOW = "retention";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  RetentionPlanCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    RetentionYaml rules = RetentionYaml.load(checkout.keepTimes(), checkout.legalHolds());
    ClusterSettings settings =
        invocation()
            .running(Service.NAMENODE, Service.DATANODE, Service.METASTORE, Service.HIVESERVER2);
    try (Hdfs hdfs = Hdfs.open(settings);
        Hive hive = Hive.open(settings)) {
      RetentionPreview preview = preview(rules, settings, hdfs, hive);
      if (json) {
        console().print(Json.text(preview.map()));
      } else {
        preview.lines().forEach(console()::print);
      }
      if (!WorkflowFolder.require(checkout, WORKFLOW).hasDeployed(rules, hdfs)) {
        console()
            .say(
                "What is deployed says something else, or nothing. The schedule goes by this after: millrace workflow schedule");
      }
      List<String> feeds = waiting(hdfs, new FeedStore(hdfs).versions().feeds(), LandingPaths::new);
      if (!feeds.isEmpty()) {
        console()
            .say(
                "Landing has yet to follow an order to drop raw and quarantine of %s: it does once the stream runs."
                    .formatted(String.join(", ", feeds)));
      }
      List<String> logs = waiting(hdfs, liveLogs(hdfs), LandingPaths::live);
      if (!logs.isEmpty()) {
        console()
            .say(
                "The live logs %s have yet to follow an order to drop days of their tables: they do once the stream runs with their views."
                    .formatted(String.join(", ", logs)));
      }
    }
    return ExitStatus.OK;
  }

  /**
   * Those with an order that is not followed yet.
   *
   * @param paths of one, by root and name
   */
  private static List<String> waiting(
      Hdfs hdfs, Collection<String> names, BiFunction<String, String, LandingPaths> paths)
      throws IOException {
    List<String> waiting = new ArrayList<>();
    for (String name : names) {
      if (hdfs.exists(paths.apply(hdfs.root(), name).dropOrder())) {
        waiting.add(name);
      }
    }
    return waiting;
  }

  private static List<String> liveLogs(Hdfs hdfs) throws IOException {
    return hdfs.list(LandingPaths.liveLogs(hdfs.root())).stream().map(StoredFile::name).toList();
  }

  private RetentionPreview preview(
      RetentionYaml rules, ClusterSettings settings, Hdfs hdfs, Hive hive) throws IOException {
    LocalDate today = LocalDate.ofInstant(invocation().clock().instant(), ZoneOffset.UTC);
    try (FileSystem files =
        FileSystem.newInstance(new Path(hdfs.root()).toUri(), Hdfs.configuration(settings))) {
      return RetentionPreview.of(
          rules.rules(),
          AppliedFeeds.all(files, hdfs.root()),
          new Inventory(hive.partitions(), files, hdfs.root()),
          today);
    } catch (PublishException e) {
      throw new CommandFailure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }
}
