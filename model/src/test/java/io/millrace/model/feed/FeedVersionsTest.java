package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedVersionsTest {
  @TempDir Path folder;

  @Test
  void theHighestNumberIsTheDeclarationNow() throws IOException {
    // given
    declare("visits", 1);
    declare("visits", 9);
    declare("visits", 10);
    declare("visits", 12_345);

    // then
    assertThat(versions().numbers("visits")).containsExactly(1, 9, 10, 12_345);
    assertThat(versions().newest("visits"))
        .contains(new FeedVersion("visits", 12_345, "yaml 12345", "avsc 12345"));
    assertThat(versions().all("visits")).hasSize(4);
  }

  @Test
  void whatIsOnItsWayOrSomethingElseIsNoVersion() throws IOException {
    // given what a crash leaves, a folder of another form, and a file of the earlier layout
    declare("visits", 2);
    Files.createDirectories(folder.resolve("visits/.tmp-1234"));
    Files.createDirectories(folder.resolve("visits/v3"));
    Files.createDirectories(folder.resolve("visits/v00004"));
    Files.createDirectories(folder.resolve("only_begun/.tmp-1"));
    Files.writeString(folder.resolve("activity.yaml"), "feed: activity");

    // then
    assertThat(versions().feeds()).containsExactly("visits");
    assertThat(versions().newestNumber("visits")).isEqualTo(2);
  }

  @Test
  void aFeedThatWasNeverAppliedHasNone() throws IOException {
    assertThat(versions().newest("visits")).isEmpty();
    assertThat(versions().newestNumber("visits")).isZero();
  }

  private void declare(String feed, int number) throws IOException {
    FeedPaths paths = new FeedPaths(folder.toString());
    Files.createDirectories(Path.of(paths.version(feed, number)));
    Files.writeString(Path.of(paths.yaml(feed, number)), "yaml " + number);
    Files.writeString(Path.of(paths.avsc(feed, number)), "avsc " + number);
  }

  private FeedVersions versions() {
    return new FeedVersions(new LocalFolder(), new FeedPaths(folder.toString()));
  }

  private static final class LocalFolder implements FeedVersions.Folder {
    @Override
    public List<String> names(String path) throws IOException {
      Path at = Path.of(path);
      if (!Files.isDirectory(at)) {
        return List.of();
      }
      try (Stream<Path> all = Files.list(at)) {
        return all.map(file -> file.getFileName().toString()).toList();
      }
    }

    @Override
    public Optional<String> read(String path) throws IOException {
      return Files.exists(Path.of(path))
          ? Optional.of(Files.readString(Path.of(path)))
          : Optional.empty();
    }
  }
}
