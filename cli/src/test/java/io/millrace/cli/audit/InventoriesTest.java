package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.audit.GeneratedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoriesTest {

  private static final EventHour FIVE = EventHour.parse("2026-10-01", "05");

  @TempDir Path folder;

  @Test
  void severalOfAFeedAreOne() throws IOException {
    // when
    List<GeneratedRecords> read =
        Inventories.read(
            List.of(
                file("a", inventory("orders", "aa", "\"r\"")),
                file("b", inventory("orders", "bb", "\"s\"")),
                file("c", inventory("activity", "aa", "null"))));

    // then
    assertThat(read).extracting(GeneratedRecords::feed).containsExactly("activity", "orders");
    assertThat(read.get(1).delivered()).isEqualTo(Map.of(FIVE, 4L));
    assertThat(read.get(1).distinct()).isEqualTo(Map.of(FIVE, 2L));
    assertThat(read.get(1).refused()).isEqualTo(Map.of("NOT_JSON", 2L));
    assertThat(read.get(0).refused()).as("without a run it may be of a file").isEmpty();
  }

  @Test
  void theSameRecordsTwiceAreRefused() throws IOException {
    Path file = file("a", inventory("orders", "aa", "\"r\""));
    Path topic = file("b", inventory("orders", "aa", "null"));

    assertThatThrownBy(() -> Inventories.read(List.of(file, topic)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll(file.toString(), topic.toString(), "the same records");
  }

  @Test
  void anotherFileIsRefusedByName() throws IOException {
    for (String text :
        List.of(
            "",
            "null",
            "{}",
            "[1]",
            "{\"no\": 1}",
            inventory("orders", "aa", "null").replace("\"format\": 1", "\"format\": 2"),
            inventory("orders", "aa", "null").replace("T05", " 5 o'clock"))) {
      Path file = file("wrong", text);
      assertThatThrownBy(() -> Inventories.read(List.of(file)))
          .as(text)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContainingAll(file.toString(), "no inventory", "FILE.inventory.json");
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String inventory(String feed, String ids, String run) {
    return """
        {"format": 1, "feed": "%1$s", "settings": {}, "end": "COMPLETE", "run_id": %3$s,
         "kinds": {"malformed": 1}, "malformed": {"NOT_JSON": 1}, "labels": {}, "unacknowledged": 0,
         "delivered": {"records": 2, "id_md5_sum": "%2$s", "hours": {"2026-10-01T05": 2}, "money": {}, "values": {}},
         "distinct": {"records": 1, "id_md5_sum": "%2$s", "hours": {"2026-10-01T05": 1}, "money": {}, "values": {}}}
        """
        .formatted(feed, ids, run);
  }
}
