package io.millrace.cluster.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFilesTest {
  @TempDir Path folder;
  private Path templates;
  private Path target;

  @BeforeEach
  void folders() throws IOException {
    templates = Files.createDirectories(folder.resolve("templates/hadoop"));
    target = folder.resolve("conf");
  }

  private void render(Map<String, String> values) throws IOException {
    new SiteFiles(values).render(templates.getParent(), target);
  }

  @Test
  void everyPlaceholderBecomesItsValue() throws IOException {
    Files.writeString(templates.resolve("core-site.xml"), "hdfs://h:@port.namenode.rpc@/@user@");

    render(Map.of("port.namenode.rpc", "8020", "user", "ann$1\\"));

    assertThat(target.resolve("hadoop/core-site.xml")).hasContent("hdfs://h:8020/ann$1\\");
  }

  @Test
  void anArgumentFileMarkBeforeAPlaceholderStays() throws IOException {
    Files.writeString(templates.resolve("tez-site.xml"), "-Xmx1g @@home@/conf/jvm/tez.options");

    render(Map.of("home", "/h"));

    assertThat(target.resolve("hadoop/tez-site.xml")).hasContent("-Xmx1g @/h/conf/jvm/tez.options");
  }

  @Test
  void textThatOnlyLooksAlikeIsLeftAlone() throws IOException {
    String text = "name@example.org, 1@127.0.0.1, @Not A Name@";
    Files.writeString(templates.resolve("a.properties"), text);

    render(Map.of());

    assertThat(target.resolve("hadoop/a.properties")).hasContent(text);
  }

  @Test
  void unknownPlaceholdersAreNamedWithTheirFilesAndNothingIsWritten() throws IOException {
    Files.writeString(templates.resolve("a.xml"), "fine");
    Files.writeString(templates.resolve("b.xml"), "@hom@ and @home@");
    Files.writeString(templates.resolve("c.xml"), "@port.nonsense@");

    assertThatThrownBy(() -> render(Map.of("home", "/h")))
        .isInstanceOf(UnknownPlaceholderException.class)
        .hasMessage(
            "There is no value for @hom@ in hadoop/b.xml, @port.nonsense@ in hadoop/c.xml.");
    assertThat(target).doesNotExist();
  }

  @Test
  void aFileThatIsTheSameIsNotWrittenAgain() throws IOException {
    Files.writeString(templates.resolve("a.xml"), "@home@");
    render(Map.of("home", "/h"));
    Path rendered = target.resolve("hadoop/a.xml");
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(rendered, longAgo);

    render(Map.of("home", "/h"));
    assertThat(Files.getLastModifiedTime(rendered)).isEqualTo(longAgo);

    render(Map.of("home", "/elsewhere"));
    assertThat(rendered).hasContent("/elsewhere");
  }
}
