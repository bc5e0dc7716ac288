package io.millrace.cluster.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideTest {
  @TempDir Path data;
  private Path folder;

  @BeforeEach
  void folder() {
    folder = data.resolve("namenode");
  }

  private static void fill(Path making) throws IOException {
    Files.writeString(Files.createDirectories(making.resolve("current")).resolve("VERSION"), "1");
  }

  @Test
  void whatIsMadeTakesItsPlaceWhole() throws Exception {
    Aside.makeOnce(
        folder,
        making -> {
          fill(making);
          assertThat(folder).doesNotExist();
        });

    assertThat(folder.resolve("current/VERSION")).hasContent("1");
    assertThat(namesIn(data)).containsExactly("namenode");
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws Exception {
    Aside.makeOnce(folder, AsideTest::fill);

    Aside.makeOnce(
        folder,
        making -> {
          throw new AssertionError("it is there");
        });
  }

  @Test
  void anAttemptThatFailedHalfwayIsSweptAwayByTheNext() throws Exception {
    assertThatThrownBy(
            () ->
                Aside.makeOnce(
                    folder,
                    making -> {
                      fill(making);
                      throw new IOException("killed");
                    }))
        .hasMessage("killed");
    assertThat(folder).doesNotExist();
    assertThat(namesIn(data)).hasSize(1);

    Aside.makeOnce(folder, AsideTest::fill);

    assertThat(namesIn(data)).containsExactly("namenode");
  }

  private static Stream<String> namesIn(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }
}
