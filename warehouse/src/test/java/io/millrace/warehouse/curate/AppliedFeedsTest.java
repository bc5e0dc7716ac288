package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppliedFeedsTest {

  private static final String YAML =
      """
      feed: parking
      key: [id]
      event_time: at
      id: id
      """;
  private static final String FIELDS =
      """
      {"name": "id", "type": "string", "doc": "Reading."},
      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."}
      """;
  private static final String ADDED =
      ", {\"name\": \"free\", \"type\": [\"null\", \"int\"], \"default\": null, \"doc\": \"Free.\"}";

  @TempDir private Path root;

  @Test
  void theNewestVersionIsTheFeed() throws Exception {
    apply(1, YAML, FIELDS);
    apply(2, YAML, FIELDS + ADDED);

    List<Feed> feeds = read();

    assertThat(feeds).hasSize(1);
    assertThat(feeds.get(0).fields()).extracting(f -> f.name()).containsExactly("id", "at", "free");
  }

  @Test
  void aVersionThatThisReleaseCannotReadIsPassedOverForTheOneBefore() throws Exception {
    apply(1, YAML, FIELDS);
    apply(2, YAML + "unheard_of: 1\n", FIELDS + ADDED);

    assertThat(read().get(0).fields()).extracting(f -> f.name()).containsExactly("id", "at");
  }

  @Test
  void withoutAnyFeedOneIsToldWhatToDo() {
    assertThatThrownBy(this::read)
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("millrace feed apply --all");
  }

  @Test
  void oneThatIsWantedAndNotAppliedIsNamedWithThoseThatAre() throws Exception {
    apply(1, YAML, FIELDS);

    assertThat(read("parking")).extracting(Feed::name).containsExactly("parking");
    assertThatThrownBy(() -> read("parking", "lots"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("No feed lots has been applied")
        .hasMessageContaining("Applied are: parking.");
  }

  private List<Feed> read(String... names) throws IOException, PublishException {
    return AppliedFeeds.read(
        FileSystem.getLocal(new Configuration()), root.toString(), Set.of(names));
  }

  private void apply(int number, String yaml, String fields) throws IOException {
    FeedPaths paths = FeedPaths.under(root.toString());
    Path version = Path.of(paths.yaml("parking", number));
    Files.createDirectories(version.getParent());
    Files.writeString(version, yaml);
    Files.writeString(
        Path.of(paths.avsc("parking", number)),
        "{\"type\": \"record\", \"name\": \"parking\", \"doc\": \"A car park.\", \"fields\": [%s]}"
            .formatted(fields));
  }
}
