package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.ApplicationFolder;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.funnel.Funnels;
import io.millrace.model.quality.QualityYaml;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionYaml;
import io.millrace.warehouse.audit.AuditedFeed;
import io.millrace.warehouse.audit.FeedIds;
import io.millrace.warehouse.curate.AppliedFeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A workflow of the checkout.
 *
 * @param application its folder
 */
public record WorkflowFolder(ApplicationFolder application) {

  private static final List<String> JARS = List.of("model", "warehouse");

  private static final Pattern PART =
      Pattern.compile(
          "<sub-workflow>\\s*<app-path>\\$\\{root}/apps/workflows/([a-z0-9_-]+)</app-path>");

  /**
   * The workflow of that name.
   *
   * @throws CommandFailure naming those that exist
   */
  public static WorkflowFolder require(Checkout checkout, String name) throws IOException {
    return new WorkflowFolder(ApplicationFolder.require(checkout, Kind.WORKFLOW, name));
  }

  public String name() {
    return application.name();
  }

  /**
   * Refuses properties that the definition does not declare.
   *
   * @throws CommandFailure naming those that it does
   */
  public void requireKnown(Map<String, String> set) throws IOException {
    application.requireGood(set);
    SortedSet<String> known = application.parameters();
    for (String property : set.keySet()) {
      if (!known.isEmpty() && !known.contains(property)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "Workflow %s has no property '%s'; it has: %s."
                .formatted(name(), property, String.join(", ", known)));
      }
    }
  }

  /** The names of the workflows that it runs as actions of its own. */
  public List<String> parts() throws IOException {
    return PART.matcher(application.definition()).results().map(part -> part.group(1)).toList();
  }

  /** Whether it writes marts by HiveQL, in actions of its own. */
  boolean writesMarts() throws IOException {
    return application.definition().contains("<script>hql/marts/");
  }

  /**
   * Puts the definition, the HiveQL, the declarations of funnels, of fraud rules, of quality checks
   * and of retention, the ids of the applied feeds and the jars where Oozie reads them.
   *
   * @throws io.millrace.model.declaration.InvalidDeclarationException when the declarations are
   *     wrong; nothing is put anywhere then
   */
  public void deploy(Checkout checkout, Hdfs hdfs) throws IOException {
    Funnels.load(checkout.funnels());
    RuleSet.load(checkout.fraudRules());
    String quality = quality(checkout);
    RetentionYaml retention = RetentionYaml.load(checkout.keepTimes(), checkout.legalHolds());
    String folder = application.deployed(hdfs);
    hdfs.upload(checkout.funnels(), folder + "/conf/" + checkout.funnels().getFileName());
    hdfs.upload(checkout.fraudRules(), folder + "/conf/" + checkout.fraudRules().getFileName());
    hdfs.replace(folder + "/conf/quality.json", quality);
    hdfs.replace(keepTimes(hdfs), retention.keepTimesJson());
    hdfs.replace(holds(hdfs), retention.holdsJson());
    hdfs.replace(
        folder + "/conf/" + FeedIds.FILE,
        FeedIds.json(
            AppliedFeeds.all(hdfs.fileSystem(), hdfs.root()).stream()
                .map(AuditedFeed::of)
                .toList()));
    hdfs.uploadFolder(checkout.hql(), folder + "/hql");
    for (String module : JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, folder + "/lib/" + jar.getFileName());
    }
    application.upload(hdfs);
  }

  /** Whether these declarations of retention are the ones that lie beside the workflow. */
  public boolean hasDeployed(RetentionYaml retention, Hdfs hdfs) throws IOException {
    return hdfs.read(keepTimes(hdfs)).equals(Optional.of(retention.keepTimesJson()))
        && hdfs.read(holds(hdfs)).equals(Optional.of(retention.holdsJson()));
  }

  private String keepTimes(Hdfs hdfs) {
    return application.deployed(hdfs) + "/conf/" + RetentionJson.KEEP_TIMES;
  }

  private String holds(Hdfs hdfs) {
    return application.deployed(hdfs) + "/conf/" + RetentionJson.HOLDS;
  }

  /** In JSON, since launchers have nothing that reads YAML. */
  private static String quality(Checkout checkout) throws IOException {
    Path file = checkout.quality();
    return QualityYaml.asJson(file.getFileName().toString(), Files.readString(file));
  }

  /** What it is submitted with, once it is deployed. */
  Properties properties(ClusterSettings settings, Hdfs hdfs, Map<String, String> set)
      throws IOException {
    return application.properties(settings, hdfs, set);
  }
}
