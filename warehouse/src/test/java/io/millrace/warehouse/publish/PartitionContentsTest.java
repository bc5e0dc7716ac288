package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionContentsTest {

  private static final OrcFiles.Row HOME = new OrcFiles.Row("/", 10, 0.1);
  private static final OrcFiles.Row CART = new OrcFiles.Row("/cart", 3, 0.2);
  private static final OrcFiles.Row HELP = new OrcFiles.Row("/help", 1, 0.7);

  @TempDir private Path root;

  @Test
  void theSameRowsInOtherFilesAndAnotherOrderAreTheSame() throws IOException {
    OrcFiles.write(root.resolve("one/part-0"), HOME, CART, HELP);
    OrcFiles.write(root.resolve("two/part-0"), HELP, HOME);
    OrcFiles.write(root.resolve("two/part-1"), CART);

    assertThat(of("one")).isEqualTo(of("two"));
    assertThat(of("one").rows()).isEqualTo(3);
  }

  @Test
  void anotherNumberInAsManyRowsIsAnother() throws IOException {
    OrcFiles.write(root.resolve("one/part-0"), HOME, CART);
    OrcFiles.write(root.resolve("two/part-0"), HOME, new OrcFiles.Row("/cart", 4, 0.2));
    OrcFiles.write(root.resolve("three/part-0"), HOME, new OrcFiles.Row("/cart", 3, 0.3));
    OrcFiles.write(root.resolve("four/part-0"), HOME, new OrcFiles.Row("/cart2", 3, 0.2));

    assertThat(of("one")).isNotEqualTo(of("two"));
    assertThat(of("one")).isNotEqualTo(of("three"));
    assertThat(of("one")).isNotEqualTo(of("four"));
  }

  @Test
  void aFolderWithoutFilesHasNoRows() throws IOException {
    Files.createDirectories(root.resolve("empty"));

    assertThat(of("empty").rows()).isZero();
    assertThat(of("missing")).isEqualTo(of("empty"));
  }

  @Test
  void whatIsNoOrcFileIsRefused() throws IOException {
    Files.createDirectories(root.resolve("text"));
    Files.writeString(root.resolve("text/part-0"), "rows");

    assertThatThrownBy(() -> of("text")).isInstanceOf(IOException.class);
  }

  private PartitionContents of(String folder) throws IOException {
    return PartitionContents.of(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(root.resolve(folder).toUri()));
  }
}
