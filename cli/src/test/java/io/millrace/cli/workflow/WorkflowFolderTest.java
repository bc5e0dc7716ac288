package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.funnel.InvalidFunnelsException;
import io.millrace.model.quality.InvalidQualityException;
import io.millrace.model.retention.InvalidRetentionException;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowFolderTest {

  @TempDir private Path root;

  @Test
  void wrongFunnelsAreToldBeforeAnythingIsDeployed() throws Exception {
    // given
    Path folder = Files.createDirectories(root.resolve("oozie/workflows/hourly"));
    Files.writeString(folder.resolve("workflow.xml"), "<workflow-app/>");
    Files.createDirectories(root.resolve("conf"));
    Files.writeString(root.resolve("conf/funnels.yaml"), "funnels: none\n");
    Checkout checkout = new Checkout(root);
    WorkflowFolder workflow = WorkflowFolder.require(checkout, "hourly");

    // then
    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      assertThatThrownBy(() -> workflow.deploy(checkout, hdfs))
          .isInstanceOf(InvalidFunnelsException.class)
          .hasMessageContaining("funnels.yaml:1: funnels: none");
    }
    assertThat(root.resolve("hdfs")).doesNotExist();
  }

  @Test
  void wrongFraudRulesAreToldBeforeAnythingIsDeployed() throws Exception {
    // given
    Checkout checkout = checkout("{holds: []}\n");
    WorkflowFolder workflow = WorkflowFolder.require(checkout, "hourly");
    Files.writeString(root.resolve("conf/fraud-rules.yaml"), "version: 1\nrules: none\n");

    // then
    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      assertThatThrownBy(() -> workflow.deploy(checkout, hdfs))
          .isInstanceOf(InvalidRuleSetException.class)
          .hasMessageContaining("fraud-rules.yaml:2: rules: none");
    }
    assertThat(root.resolve("hdfs")).doesNotExist();
  }

  @Test
  void wrongQualityChecksAreToldBeforeAnythingIsDeployed() throws Exception {
    // given
    Checkout checkout = checkout("{holds: []}\n");
    WorkflowFolder workflow = WorkflowFolder.require(checkout, "hourly");
    Files.writeString(root.resolve("conf/quality.yaml"), "tables: none\n");

    // then
    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      assertThatThrownBy(() -> workflow.deploy(checkout, hdfs))
          .isInstanceOf(InvalidQualityException.class)
          .hasMessageContaining("quality.yaml:1: tables: none");
    }
    assertThat(root.resolve("hdfs")).doesNotExist();
  }

  @Test
  void aHoldThatCannotBeReadIsToldBeforeAnythingIsDeployed() throws Exception {
    // given
    Checkout checkout = checkout("{holds: []}\n");
    WorkflowFolder workflow = WorkflowFolder.require(checkout, "hourly");
    Files.writeString(root.resolve("conf/legal-hold.yaml"), "holds: [dw.orders]\n");

    // then
    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      assertThatThrownBy(() -> workflow.deploy(checkout, hdfs))
          .isInstanceOf(InvalidRetentionException.class)
          .hasMessageContaining("legal-hold.yaml:1: holds[0]: dw.orders");
    }
    assertThat(root.resolve("hdfs")).doesNotExist();
  }

  @Test
  void whatIsHeldLiesBesideAWorkflowOnceItIsDeployedAndAChangeIsSeen() throws Exception {
    // given
    Checkout checkout = checkout("{holds: []}\n");
    WorkflowFolder workflow = WorkflowFolder.require(checkout, "hourly");

    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      RetentionYaml before = RetentionYaml.load(checkout.keepTimes(), checkout.legalHolds());
      boolean deployedBefore = workflow.hasDeployed(before, hdfs);

      // when
      workflow.deploy(checkout, hdfs);
      Files.writeString(
          root.resolve("conf/legal-hold.yaml"), "holds: [{tables: dw.orders, reason: Case 17}]\n");
      RetentionYaml after = RetentionYaml.load(checkout.keepTimes(), checkout.legalHolds());

      // then
      assertThat(deployedBefore).isFalse();
      assertThat(workflow.hasDeployed(before, hdfs)).isTrue();
      assertThat(workflow.hasDeployed(after, hdfs)).isFalse();
      assertThat(
              RetentionJson.read(
                  Files.readString(root.resolve("hdfs/apps/workflows/hourly/conf/retention.json")),
                  Files.readString(
                      root.resolve("hdfs/apps/workflows/hourly/conf/legal-hold.json"))))
          .isEqualTo(before.rules());
    }
  }

  @Test
  void whatTellsRecordsOfAppliedFeedsApartLiesBesideAWorkflow() throws Exception {
    // given
    Checkout checkout = checkout("{holds: []}\n");
    Path version = Files.createDirectories(root.resolve("hdfs/feeds/orders/v0001"));
    Files.copy(Path.of("../conf/feeds/orders.yaml"), version.resolve("feed.yaml"));
    Files.copy(Path.of("../conf/feeds/orders.avsc"), version.resolve("feed.avsc"));

    // when
    try (Hdfs hdfs = Hdfs.at("file://" + root.resolve("hdfs"), new Configuration())) {
      WorkflowFolder.require(checkout, "hourly").deploy(checkout, hdfs);
    }

    // then
    assertThat(root.resolve("hdfs/apps/workflows/hourly/conf/feed-ids.json"))
        .hasContent("{\"orders\":\"record_id\"}");
  }

  /** A checkout with good declarations. */
  private Checkout checkout(String holds) throws IOException {
    Checkout checkout = SmallCheckout.at(root);
    Path folder = Files.createDirectories(checkout.workflows().resolve("hourly"));
    Files.writeString(folder.resolve("workflow.xml"), "<workflow-app/>");
    Files.writeString(checkout.legalHolds(), holds);
    return checkout;
  }
}
