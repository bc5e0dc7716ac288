package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapLeaseTest {

  private static final TableName ORDERS = new TableName("dw", "orders");
  private static final TableName USERS = new TableName("dw", "users");
  private static final Generation ONE = new Generation("one");
  private static final Generation OTHER = new Generation("other");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SwapLease.Pause NO_WAIT =
      millis -> {
        throw new AssertionError("it waits");
      };

  @TempDir private Path root;

  @Test
  void isFreeAgainOnceItIsClosed() throws Exception {
    take(ONE, START, NO_WAIT).close();

    try (SwapLease lease = take(OTHER, START, NO_WAIT)) {
      lease.require();
      assertThat(root.resolve("ops/leases/dw.orders")).exists();
    }
    assertThat(root.resolve("ops/leases/dw.orders")).doesNotExist();
  }

  @Test
  void anotherRunWaitsUntilItIsGivenBack() throws Exception {
    SwapLease first = take(ONE, START, NO_WAIT);
    int[] waits = {0};

    SwapLease second =
        take(
            OTHER,
            START.plusSeconds(1),
            millis -> {
              if (++waits[0] == 3) {
                first.close();
              }
            });

    assertThat(waits[0]).isEqualTo(3);
    second.require();
    assertThatThrownBy(first::require)
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("not generation one's any more");
  }

  @Test
  void ofARunThatDiedIsTakenOverOnceItHasRunOut() throws Exception {
    SwapLease dead = take(ONE, START, NO_WAIT);

    SwapLease next = take(OTHER, START.plus(SwapLease.TERM).plusMillis(1), NO_WAIT);

    next.require();
    dead.close();
    next.require();
  }

  @Test
  void ofARunThatIsRepeatedIsTakenOverAtOnce() throws Exception {
    take(ONE, START, NO_WAIT);

    take(ONE, START.plusSeconds(1), NO_WAIT).require();
  }

  @Test
  void isProlongedWhileItIsHeldAndLostWhenItIsNot() throws Exception {
    SteppingClock clock = new SteppingClock();
    SwapLease lease = take(ONE, clock, NO_WAIT);
    for (int i = 0; i < 4; i++) {
      clock.now = clock.now.plus(SwapLease.TERM.dividedBy(2)).plusMillis(1);
      lease.renew();
    }
    lease.require();

    clock.now = clock.now.plus(SwapLease.TERM).plusMillis(1);

    assertThatThrownBy(lease::renew).isInstanceOf(PublishException.class);
  }

  @Test
  void thoseOfSeveralTablesAreTakenInTheSameOrderAndKeptWhileTheLastIsWaitedFor() throws Exception {
    SteppingClock clock = new SteppingClock();
    SwapLease last = take(USERS, OTHER, clock, NO_WAIT);
    int[] waits = {0};

    // when more than a term goes by before the last is free
    SwapLeases leases =
        SwapLeases.take(
            FileSystem.getLocal(new Configuration()),
            root.toString(),
            List.of(USERS, ORDERS),
            ONE,
            clock,
            millis -> {
              clock.now = clock.now.plus(SwapLease.TERM.multipliedBy(2).dividedBy(3));
              last.renew();
              if (++waits[0] == 3) {
                last.close();
              }
              assertThat(root.resolve("ops/leases/dw.orders")).exists();
            });

    // then
    assertThat(waits[0]).isEqualTo(3);
    leases.require();
    leases.close();
    assertThat(root.resolve("ops/leases")).isEmptyDirectory();
  }

  private SwapLease take(Generation generation, Instant now, SwapLease.Pause pause)
      throws Exception {
    return take(generation, Clock.fixed(now, ZoneOffset.UTC), pause);
  }

  private SwapLease take(Generation generation, Clock clock, SwapLease.Pause pause)
      throws IOException, PublishException {
    return take(ORDERS, generation, clock, pause);
  }

  private SwapLease take(TableName table, Generation generation, Clock clock, SwapLease.Pause pause)
      throws IOException, PublishException {
    return SwapLease.take(
        FileSystem.getLocal(new Configuration()), root.toString(), table, generation, clock, pause);
  }

  /** Goes on when a test says so. */
  private static final class SteppingClock extends Clock {

    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
