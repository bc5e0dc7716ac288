package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.funnel.InvalidFunnelsException;
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
}
