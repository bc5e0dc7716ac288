package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.schema.SchemaVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedStoreTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path root;

  @Test
  void whatAKilledApplyLeftIsClearedAndOneThatIsUnderWayStays() throws IOException {
    try (Hdfs hdfs = Hdfs.at("file://" + root, new Configuration())) {
      // given
      FeedStore store = new FeedStore(hdfs);
      store.add(new FeedVersion("rides", 1, "yaml", "avsc"));
      Path version = root.resolve("feeds/rides/v0001");
      Files.setLastModifiedTime(version, FileTime.from(NOW.minus(Duration.ofDays(9))));
      Path killed = aside("killed", NOW.minus(Duration.ofHours(2)));
      Path underWay = aside("under-way", NOW.minus(Duration.ofMinutes(1)));

      // when
      store.clearLeftovers("rides", NOW);
      store.clearLeftovers("never-applied", NOW);

      // then
      assertThat(killed).doesNotExist();
      assertThat(underWay.resolve("feed.yaml")).exists();
      assertThat(version.resolve("feed.yaml")).hasContent("yaml");
    }
  }

  @Test
  void recordsOfEveryVersionThatWasAppliedCanBeRead() throws IOException {
    try (Hdfs hdfs = Hdfs.at("file://" + root, new Configuration())) {
      // given two earlier versions, of which one has the schema of the feed as it is now
      Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
      String before = feed.avsc().replace("\"is_fraud\"", "\"was_fraud\"");
      FeedStore store = new FeedStore(hdfs);
      assertThat(store.schemas(feed).size()).as("never applied").isOne();
      store.add(new FeedVersion("transactions", 1, "yaml", before));
      store.add(new FeedVersion("transactions", 2, "yaml", feed.avsc()));

      // when
      SchemaVersions schemas = store.schemas(feed);

      // then
      assertThat(schemas.size()).isEqualTo(2);
      assertThat(schemas.find(feed.fingerprint())).isNotNull();

      // when one is damaged
      store.add(new FeedVersion("transactions", 3, "yaml", "{"));

      // then
      assertThatThrownBy(() -> store.schemas(feed))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("A schema of feed transactions cannot be read")
          .hasMessageContaining("feeds/transactions.");
    }
  }

  private Path aside(String attempt, Instant changed) throws IOException {
    Path folder = Files.createDirectories(root.resolve("feeds/rides/.tmp-" + attempt));
    Files.writeString(folder.resolve("feed.yaml"), "half a decl");
    return Files.setLastModifiedTime(folder, FileTime.from(changed));
  }
}
