package io.millrace.model.landing;

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
import java.util.Optional;

/**
 * The landing protocol. {@link #step} does one operation on the store and says where the driver
 * then stands, so that a test can stop it between any two of them.
 *
 * <p>A driver first claims the feed by appending a record of its own: an older driver that still
 * lives loses its next append and is fenced. A batch is decided by the append of its record, and by
 * nothing else; from there on any driver finishes it. A driver decides a batch only after all
 * before it are published, so at most one is ever unpublished.
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
   * @throws LandingStoppedException if the ranges leave a gap behind what is landed, or overlap it
   */
  public LandingState offer(Ready ready, StagedBatch batch) {
    return switch (coverage(ready.last(), batch)) {
      case COVERED -> new Sweeping(ready.attempt(), ready.last());
      case NEW ->
          new Deciding(
              ready.attempt(),
              CommitRecord.batch(ready.last(), batch, ready.attempt(), clock.instant()));
    };
  }

  private enum Coverage {
    COVERED,
    NEW
  }

  private static Coverage coverage(CommitRecord last, StagedBatch batch) {
    boolean allCovered = true;
    boolean allNew = true;
    for (BatchRange range : batch.ranges()) {
      long expected = last.end(range.partition()).orElse(range.fromOffset());
      if (range.fromOffset() > expected) {
        throw new LandingStoppedException(
            "partition %d: the batch begins at offset %d, but landing ended at %d: offsets [%d, %d) would be lost"
                .formatted(
                    range.partition(), range.fromOffset(), expected, expected, range.fromOffset()));
      }
      allCovered &= range.untilOffset() <= expected;
      allNew &= range.fromOffset() == expected;
    }
    if (allNew) {
      return Coverage.NEW;
    }
    if (allCovered) {
      return Coverage.COVERED;
    }
    throw new LandingStoppedException(
        "the batch %s overlaps what is landed up to %s: landing it would double records"
            .formatted(batch.ranges(), last.ends()));
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
