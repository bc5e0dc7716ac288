package io.millrace.model.landing;

import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.LandingState.Claiming;
import io.millrace.model.landing.LandingState.Deciding;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Phase;
import io.millrace.model.landing.LandingState.Publishing;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingState.Recovering;
import io.millrace.model.landing.LandingState.Starting;
import io.millrace.model.landing.LandingState.Sweeping;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The landing protocol. {@link #step} does one operation on the store and says where the driver
 * then stands, so that a test can stop it between any two of them.
 *
 * <p>A driver first claims the feed by appending a record of its own: an older driver that still
 * lives loses its next append and is fenced. A batch is decided by the append of its record, and by
 * nothing else; from there on any driver finishes it. A driver decides a batch only after all
 * before it are published, so at most one is ever unpublished. What else changes what readers see
 * or where landing goes on, a compaction, a drop or an accepted gap, is decided and finished the
 * same way.
 */
public final class Landing {

  private final LandingStore store;
  private final Clock clock;

  public Landing(LandingStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One step. {@link Ready} and {@link Fenced} have none: a ready driver awaits a batch. */
  public LandingState step(LandingState state) {
    if (state instanceof Starting starting) {
      return new Claiming(starting.attempt(), store.last());
    } else if (state instanceof Claiming claiming) {
      return claim(claiming);
    } else if (state instanceof Recovering recovering) {
      return recover(recovering);
    } else if (state instanceof Deciding deciding) {
      return decide(deciding);
    } else if (state instanceof Publishing publishing) {
      return publish(publishing);
    } else if (state instanceof Sweeping sweeping) {
      store.dropStaging(sweeping.last().seq());
      return new Ready(sweeping.attempt(), sweeping.last());
    }
    throw new IllegalStateException("no step from " + state);
  }

  /** Brings the log into fewer files, beside whatever any driver does. */
  public void tidy() {
    store.tidy();
  }

  /** Steps until the driver is ready for a batch or fenced. */
  public LandingState settle(LandingState state) {
    LandingState current = state;
    while (!(current instanceof Ready) && !(current instanceof Fenced)) {
      current = step(current);
    }
    return current;
  }

  /**
   * Offers a staged batch.
   *
   * @return where the driver stands: deciding it, or still ready when every offset was landed
   *     before
   * @throws LandingStoppedException if the ranges leave a gap behind what is landed, overlap it, or
   *     are of another topic than what is landed
   */
  public LandingState offer(Ready ready, StagedBatch batch) {
    return switch (Coverage.of(ready.last(), batch)) {
      case COVERED -> new Sweeping(ready.attempt(), ready.last());
      case NEW -> deciding(ready, record(ready, Kind.BATCH).batch(batch));
    };
  }

  /**
   * Offers final windows, in a live log.
   *
   * @return where the driver stands: deciding them, or still ready when the log's windows are final
   *     up to there or further
   * @throws LandingStoppedException if a file is of a day that was dropped: it would make the day
   *     anew where files wait for the end of their grace
   */
  public LandingState offer(Ready ready, StagedWindows windows) {
    Instant finalUntil = ready.last().finalUntil();
    if (finalUntil != null && !windows.finalUntil().isAfter(finalUntil)) {
      return new Sweeping(ready.attempt(), ready.last());
    }
    KeptFrom kept = ready.last().keptFrom();
    for (LandedFile file : windows.files()) {
      if (!kept.keeps(LogTable.live(file.table()), file.dt())) {
        throw new LandingStoppedException(
            "%s is of a day of %s that retention has dropped, which is kept from %s on"
                .formatted(file.path(), file.table(), kept.live().get(file.table())));
      }
    }
    return deciding(ready, record(ready, Kind.BATCH).windows(windows));
  }

  /**
   * Offers gaps that an operator accepted.
   *
   * @return where the driver stands: deciding them, or still ready when the log goes on there
   *     already
   * @throws LandingStoppedException if landing stands elsewhere than the gaps begin
   */
  public LandingState offer(Ready ready, AcceptedGaps accepted) {
    return switch (Coverage.of(ready.last(), accepted)) {
      case COVERED -> new Sweeping(ready.attempt(), ready.last());
      case NEW -> deciding(ready, record(ready, Kind.GAP).gaps(accepted));
    };
  }

  /**
   * Offers an hour's rows in new files.
   *
   * @return where the driver stands: deciding it, or {@code ready} itself when the hour is another
   *     one than the compaction read; its files are then of no use
   */
  public LandingState offer(Ready ready, StagedCompaction compaction) {
    HourFiles before = compaction.before();
    if (!store.hour(before.table(), before.dt(), before.hour()).equals(Optional.of(before))) {
      return ready;
    }
    return deciding(ready, record(ready, Kind.COMPACTION).compaction(compaction));
  }

  /**
   * Offers days that are kept no longer.
   *
   * @return where the driver stands: deciding it, or still ready when they went before
   */
  public LandingState offer(Ready ready, StagedDrop drop) {
    KeptFrom before = ready.last().keptFrom();
    return before.and(drop.keptFrom()).equals(before)
        ? new Sweeping(ready.attempt(), ready.last())
        : deciding(ready, record(ready, Kind.DROP).drop(drop));
  }

  private CommitRecordBuilder record(Ready ready, Kind kind) {
    return new CommitRecordBuilder(
        Optional.of(ready.last()), kind, ready.attempt(), clock.instant());
  }

  private static Deciding deciding(Ready ready, CommitRecordBuilder record) {
    return new Deciding(ready.attempt(), record.build());
  }

  private LandingState claim(Claiming claiming) {
    CommitRecord claim = CommitRecord.claim(claiming.last(), claiming.attempt(), clock.instant());
    return store.append(claim)
        ? new Recovering(claiming.attempt(), claim)
        : new Starting(claiming.attempt());
  }

  private LandingState recover(Recovering recovering) {
    Optional<CommitRecord> left = store.unpublished();
    return left.<LandingState>map(
            record ->
                new Publishing(recovering.attempt(), record, recovering.claim(), 0, Phase.FILES))
        .orElseGet(() -> new Sweeping(recovering.attempt(), recovering.claim()));
  }

  private LandingState decide(Deciding deciding) {
    CommitRecord record = deciding.record();
    return store.append(record)
        ? new Publishing(deciding.attempt(), record, record, 0, Phase.FILES)
        : new Fenced(deciding.attempt(), record.seq());
  }

  private LandingState publish(Publishing at) {
    CommitRecord record = at.record();
    return switch (at.phase()) {
      case FILES -> {
        if (at.nextFile() == record.files().size()) {
          yield next(at, Phase.REGISTER);
        }
        store.publish(record.files().get(at.nextFile()));
        yield new Publishing(at.attempt(), record, at.last(), at.nextFile() + 1, Phase.FILES);
      }
      case REGISTER -> {
        store.register(record);
        yield next(at, Phase.REOPEN);
      }
      case REOPEN -> {
        store.reopen(record);
        yield next(at, Phase.MARK);
      }
      case MARK -> {
        store.markPublished(record);
        yield new Sweeping(at.attempt(), at.last());
      }
    };
  }

  private static Publishing next(Publishing at, Phase phase) {
    return new Publishing(at.attempt(), at.record(), at.last(), at.nextFile(), phase);
  }
}
