package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.Exploration.Work;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is true in every world that two drivers and their deaths can bring about. */
class LandingExplorationTest {

  /** Odd offsets belong to a second hour, so batches have several partitions. */
  private static final Work BATCHES = Works.batches(2, offset -> offset % 2 == 0 ? "00" : "01");

  private static final Work BATCHES_WITH_A_GAP =
      Works.batchesWithAGap(3, offset -> offset % 2 == 0 ? "00" : "01", 1);

  private static final Work BATCHES_AND_COMPACTIONS = Works.batchesAndCompactions(2, 1);

  private static final Work BATCHES_AND_A_DROP =
      Works.batchesAndADrop(3, offset -> offset % 2 == 0);

  private final Set<String> violations = new TreeSet<>();

  @Test
  void noOffsetIsDoubledOrLostAndNoCountFallsWhateverIsKilledAndWhoeverIsAZombie() {
    Exploration exploration = explore(BATCHES, 2);

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.complete()).as("worlds in which everything has landed").isPositive();
    assertThat(exploration.worlds()).as("worlds explored").isGreaterThan(10_000);
  }

  @Test
  void norWhileAnHourIsCompactedByADriverThatMayBeAZombie() {
    Exploration exploration = explore(BATCHES_AND_COMPACTIONS, 1);

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.decided()).contains(Kind.BATCH, Kind.COMPACTION);
    assertThat(exploration.complete()).as("worlds in which everything has landed").isPositive();
    assertThat(exploration.worlds()).as("worlds explored").isGreaterThan(10_000);
  }

  @Test
  void norWhenTwoCompactionsOfAnHourWerePrepared() {
    Exploration exploration = explore(Works.batchesAndCompactions(2, 2), 0);

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.worlds()).as("worlds explored").isGreaterThan(10_000);
  }

  @Test
  void norWhenAnOperatorAcceptsAGapAndItIsRecordedOnce() {
    Exploration exploration =
        explore(BATCHES_WITH_A_GAP, 1)
            .show(
                world -> {
                  if (world.log.values().stream().filter(r -> r.kind() == Kind.GAP).count() > 1) {
                    violations.add("an order was recorded twice");
                  }
                });

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.decided()).contains(Kind.BATCH, Kind.GAP);
    assertThat(exploration.complete()).as("worlds in which everything has landed").isPositive();
    assertThat(exploration.worlds()).as("worlds explored").isGreaterThan(10_000);
  }

  @Test
  void norWhenADayIsDroppedWhichNeverComesBack() {
    Exploration exploration = explore(BATCHES_AND_A_DROP, 0);

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.decided()).contains(Kind.BATCH, Kind.DROP);
    assertThat(exploration.complete()).as("worlds in which everything has landed").isPositive();
    assertThat(exploration.worlds()).as("worlds explored").isGreaterThan(1_000);
  }

  @Test
  void fromEveryWorldAnUndisturbedDriverLandsEverything() {
    for (Work work : List.of(BATCHES, BATCHES_WITH_A_GAP, BATCHES_AND_COMPACTIONS)) {
      Exploration exploration =
          explore(work, work == BATCHES_AND_COMPACTIONS ? 0 : 1)
              .show(
                  disturbed -> {
                    World world = Exploration.landTheRest(disturbed, work);
                    assertThat(world.visible())
                        .containsExactlyInAnyOrderElementsOf(work.landed(work.end()));
                    assertThat(world.staged.keySet())
                        .as("staging is cleared")
                        .allMatch(name -> name.startsWith("c"));
                  });

      exploration.run();

      assertThat(exploration.worlds()).isPositive();
    }
  }

  @Test
  void theExplorationFindsAStoreWhoseAppendOverwrites() {
    assertFinds("doubled", BATCHES, OverwritingStore::new);
  }

  @Test
  void theExplorationFindsAStoreThatForgetsWhatItsPredecessorDecided() {
    assertFinds("lost", BATCHES, ForgetfulStore::new);
  }

  @Test
  void theExplorationFindsAStoreThatTakesEveryCompactionForCurrent() {
    assertFinds("a reader's count fell", BATCHES_AND_COMPACTIONS, CredulousStore::new);
  }

  @Test
  void theExplorationFindsAStoreThatRegistersACompactionTwice() {
    assertFinds("a reader's count fell", Works.batchesAndCompactions(2, 2), RepeatingStore::new);
  }

  @Test
  void theExplorationFindsAStoreThatAddsPartitionsWithoutALookAtTheLog() {
    assertFinds("came back", BATCHES_AND_A_DROP, CarelessStore::new);
  }

  private Exploration explore(Work work, int restarts) {
    return new Exploration(work, restarts, store -> store, violations::add);
  }

  private void assertFinds(String violation, Work work, UnaryOperator<LandingStore> broken) {
    Exploration exploration = new Exploration(work, 0, broken, violations::add);

    exploration.until(() -> violations.stream().anyMatch(v -> v.startsWith(violation))).run();

    assertThat(violations).anyMatch(v -> v.startsWith(violation));
  }

  private static class Delegate implements LandingStore {
    final World world;

    Delegate(LandingStore world) {
      this.world = (World) world;
    }

    @Override
    public Optional<CommitRecord> last() {
      return world.last();
    }

    @Override
    public Optional<CommitRecord> unpublished() {
      return world.unpublished();
    }

    @Override
    public Optional<HourFiles> hour(String table, String dt, String hour) {
      return world.hour(table, dt, hour);
    }

    @Override
    public boolean append(CommitRecord record) {
      return world.append(record);
    }

    @Override
    public void publish(LandedFile file) {
      world.publish(file);
    }

    @Override
    public void register(CommitRecord record) {
      world.register(record);
    }

    @Override
    public void reopen(CommitRecord record) {
      world.reopen(record);
    }

    @Override
    public void markPublished(CommitRecord record) {
      world.markPublished(record);
    }

    @Override
    public void dropStaging(long seq) {
      world.dropStaging(seq);
    }

    @Override
    public void tidy() {
      world.tidy();
    }
  }

  /** As if the log were written by a rename that replaces. */
  private static final class OverwritingStore extends Delegate {
    OverwritingStore(LandingStore world) {
      super(world);
    }

    @Override
    public boolean append(CommitRecord record) {
      world.log.put(record.seq(), record);
      return true;
    }
  }

  /** As if recovery were left out. */
  private static final class ForgetfulStore extends Delegate {
    ForgetfulStore(LandingStore world) {
      super(world);
    }

    @Override
    public Optional<CommitRecord> unpublished() {
      return Optional.empty();
    }
  }

  /** As if nobody looked whether an hour has changed since it was read. */
  private static final class CredulousStore extends Delegate {
    CredulousStore(LandingStore world) {
      super(world);
    }

    @Override
    public Optional<HourFiles> hour(String table, String dt, String hour) {
      return world.prepared.values().stream().map(StagedCompaction::before).findFirst();
    }
  }

  /** As if nobody asked whether a day was dropped since a record of it was decided. */
  private static final class CarelessStore extends Delegate {
    CarelessStore(LandingStore world) {
      super(world);
    }

    @Override
    public void register(CommitRecord record) {
      world.register(record, KeptFrom.EVERYTHING);
    }
  }

  /** As if a partition did not keep which record changed it last. */
  private static final class RepeatingStore extends Delegate {
    RepeatingStore(LandingStore world) {
      super(world);
    }

    @Override
    public void register(CommitRecord record) {
      world.hours.replaceAll(
          (hour, files) ->
              new HourFiles(files.table(), files.dt(), hour, files.location(), files.rows(), 0));
      world.register(record);
    }
  }
}
