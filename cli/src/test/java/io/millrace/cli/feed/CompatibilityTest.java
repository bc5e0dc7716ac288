package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.FeedVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

  private static final String YAML =
      """
      feed: visits
      key: [id]
      event_time: at
      id: id
      """;
  private static final String SENT =
      "{\"name\": \"sent\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}, \"doc\": \"Sent.\"}";
  private static final String AVSC =
      """
      {"type": "record", "name": "visits", "doc": "A visit.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."},
        %s
      ]}
      """
          .formatted(SENT);

  @Test
  void aFeedThatWasNeverAppliedMayBeAnything() {
    assertThat(Compatibility.obstacles(declared(YAML, AVSC), Optional.empty())).isEmpty();
  }

  @Test
  void settingsMayChangeBesidesThoseByWhichRecordsAreKept() {
    String changed = YAML + "partitions: 6\nallowed_lateness: PT1H\nretention: {topic: P1D}\n";

    assertThat(obstacles(changed, AVSC)).isEmpty();
  }

  @Test
  void anotherTopicOrEventTimeIsRefused() {
    List<String> obstacles =
        obstacles(YAML.replace("event_time: at", "event_time: sent") + "topic: others\n", AVSC);

    assertThat(obstacles).hasSize(2);
    assertThat(obstacles.get(0)).startsWith("visits.yaml: topic: others; legal: visits");
    assertThat(obstacles.get(1)).startsWith("visits.yaml: event_time: sent; legal: at");
  }

  @Test
  void whatIsWrongWithSchemaAndSettingsIsSaidTogether() {
    String other =
        AVSC.replace(SENT, "{\"name\": \"posted\", \"type\": \"string\", \"doc\": \"Posted.\"}");

    List<String> obstacles = obstacles(YAML + "topic: others\n", other);

    assertThat(obstacles)
        .anyMatch(o -> o.contains("sent") && o.endsWith("(compared with version v0007)"))
        .anyMatch(o -> o.contains("posted"))
        .anyMatch(o -> o.contains("topic: others"));
  }

  private static List<String> obstacles(String yaml, String avsc) {
    return Compatibility.obstacles(
        declared(yaml, avsc), Optional.of(new FeedVersion("visits", 7, YAML, AVSC)));
  }

  private static DeclaredFeed declared(String yaml, String avsc) {
    return new DeclaredFeed(FeedCatalog.parse("visits", yaml, avsc), yaml, avsc);
  }
}
