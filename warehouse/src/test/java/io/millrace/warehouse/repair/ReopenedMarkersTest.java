package io.millrace.warehouse.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.publish.PartitionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopenedMarkersTest {

  @TempDir private Path root;
  private FileSystem files;
  private ReopenedMarkers markers;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    markers = new ReopenedMarkers(files, root.toString());
  }

  @Test
  void whatLandingLeavesIsFoundAndWhatItIsStillWritingIsNot() throws IOException {
    leave("activity", "2015-05-17", "10", 12);
    leave("activity", "2015-05-17", "10", 13);
    leave("orders", "2015-05-18", "00", 7);
    Files.writeString(root.resolve("ops/reopened/orders/dt=2015-05-18/hour=00/.tmp-8"), "");

    assertThat(markers.list())
        .containsExactlyInAnyOrder(
            marker("activity", "2015-05-17T10", 12),
            marker("activity", "2015-05-17T10", 13),
            marker("orders", "2015-05-18T00", 7));
  }

  @Test
  void oneThatIsTakenAwayTakesItsEmptyFoldersWithItAndNoOther() throws IOException {
    leave("activity", "2015-05-17", "10", 12);
    leave("activity", "2015-05-17", "10", 13);

    markers.remove(marker("activity", "2015-05-17T10", 12));
    markers.remove(marker("activity", "2015-05-17T10", 12));

    assertThat(markers.list()).containsExactly(marker("activity", "2015-05-17T10", 13));
    markers.remove(marker("activity", "2015-05-17T10", 13));
    assertThat(root.resolve("ops/reopened/activity")).isEmptyDirectory();
  }

  @Test
  void whereNothingWasEverReopenedThereAreNone() throws IOException {
    assertThat(markers.list()).isEmpty();
  }

  @Test
  void aRepairTakesOnWhatItPlannedAndNothingElse() throws IOException {
    RepairFile file = new RepairFile(files, root.toString(), "0000001-260101-oozie-W");
    RepairPlan planned =
        new RepairPlan(
            List.of(marker("orders", "2015-05-18T00", 7), marker("orders", "2015-05-17T10", 8)),
            new TreeSet<>(List.of(PartitionKey.parse("2015-05-18T00"))),
            new TreeSet<>(List.of(LocalDate.parse("2015-05-17"))),
            1,
            2);

    file.write(planned);

    assertThat(file.plan()).isEqualTo(planned);
  }

  @Test
  void aRepairThatIsSettledAgainFindsNothingToDo() throws IOException {
    RepairFile file = new RepairFile(files, root.toString(), "0000001-260101-oozie-W");
    file.write(
        new RepairPlan(
            List.of(marker("orders", "2015-05-18T00", 7)), new TreeSet<>(), new TreeSet<>(), 0, 0));
    file.remove();

    assertThat(file.plan().markers()).isEmpty();
    file.remove();
  }

  private void leave(String feed, String dt, String hour, long seq) throws IOException {
    Path file = Path.of(new LandingPaths(root.toString(), feed).reopenedMarker(dt, hour, seq));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "1\n");
  }

  private static Reopened marker(String feed, String hour, long seq) {
    return new Reopened(feed, PartitionKey.parse(hour), seq);
  }
}
