package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.publish.PublishException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What curation does with days of which retention has dropped what landed. */
class DroppedDaysTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final String GONE = "2015-05-17";
  private static final String KEPT = "2015-05-18";

  @TempDir private Path root;
  private LocalWarehouse warehouse;
  private final Visits visits = new Visits();

  @BeforeEach
  void landAndDrop() throws Exception {
    warehouse = new LocalWarehouse(root);
    visits
        .view("ann", GONE + " 23:50:00", "/")
        .view("ann", KEPT + " 00:05:00", "/cart")
        .land(warehouse);
    warehouse.close("activity", GONE, "23");
    warehouse.close("activity", KEPT, "00");
    warehouse.curate("days", GRACE, GONE, KEPT);
    warehouse.forget("activity", GONE, "23");
    Path log = root.resolve("ops/landing_commits/feed=activity/segment=000000");
    Files.createDirectories(log);
    Files.writeString(
        log.resolve("000000000001.json"),
        """
        {"seq": 1, "kind": "drop", "attempt": "a", "decided_at": "2026-01-01T00:00:00Z", "raw_kept_from": "%s"}
        """
            .formatted(KEPT));
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void whoWantsOneComputedAgainIsToldWhyNotAndNothingChanges() throws Exception {
    List<String> before = warehouse.curated();

    assertThatThrownBy(() -> warehouse.curate("again", GRACE, GONE, KEPT))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("raw.activity has the days from 2015-05-18 on")
        .hasMessageContaining("has dropped 2015-05-17,")
        .hasMessageContaining("only=marts");
    assertThatThrownBy(() -> warehouse.curateHours("again", GRACE, GONE + "T23"))
        .isInstanceOf(PublishException.class);

    assertThat(warehouse.curated()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void theScheduleKeepsWhatWasCuratedOfOne() throws Exception {
    List<String> before = warehouse.curated();

    warehouse.keeping("again", GONE, KEPT);

    assertThat(warehouse.curated()).isEqualTo(before);
  }

  @Test
  void aDayThatIsGoneFromCuratedTablesTooIsRefusedSinceItsMartsWouldBecomeEmpty() throws Exception {
    warehouse
        .table("dw.activity")
        .sparkSession()
        .sql("ALTER TABLE dw.activity DROP PARTITION (dt = '%s', hour = '23')".formatted(GONE));

    assertThatThrownBy(() -> warehouse.keeping("again", GONE))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(GONE);
  }

  @Test
  void aDayOnWhichNothingEverLandedIsNoneThatWasDropped() throws Exception {
    warehouse.curate("before", GRACE, "2015-05-01");

    assertThat(warehouse.partitions("dw.sessions")).contains("dt=2015-05-01");
  }

  @Test
  void aSessionThatBeganOnADroppedDayIsNotBegunAgainOnTheNext() throws Exception {
    // given
    visits.view("bob", KEPT + " 12:00:00", "/").land(warehouse);

    // when
    warehouse.keeping("late", KEPT);

    // then
    assertThat(
            warehouse
                .table("dw.sessions")
                .where("dt = '%s'".formatted(KEPT))
                .select("user_id")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("bob");
    assertThat(warehouse.table("dw.sessions").where("dt = '%s'".formatted(GONE)).count())
        .isEqualTo(1);
  }
}
