package io.millrace.ingest.fraud.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.ingest.fraud.stream.Payments.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A host that is killed under load gives each alert once. How often is set by {@code
 * -Dmillrace.kills=N} (3).
 */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class KilledStreamTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int KILLS = Integer.getInteger("millrace.kills", 3);
  private static final int CHUNK = 100;
  private static final int PAYMENTS_FOR_A_KILL = 15_000;
  private static final int COMMITTED_BETWEEN_KILLS = 2_000;

  @TempDir private Path folder;

  @Test
  void eachAlertIsThereOnceAndAsTheFileHostSaysThoughTheHostIsKilled() throws Exception {
    ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    try (FraudWorld world = FraudWorld.start(folder)) {
      // given a host, and payments that come until it was killed last
      Iterator<Sent> payments =
          Payments.of(Payments.FEED, 3, (KILLS + 1) * PAYMENTS_FOR_A_KILL).iterator();
      Future<?> sending =
          load.scheduleAtFixedRate(() -> send(world, payments), 0, 100, TimeUnit.MILLISECONDS);
      Process host = host(world);

      // when
      for (int kill = 0; kill < KILLS; kill++) {
        awaitMore(world);
        host.destroyForcibly().waitFor();
        host = host(world);
      }
      awaitMore(world);
      sending.cancel(false);
      load.shutdown();
      assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      await().atMost(LONG).until(world::isAllCommitted);
      host.destroyForcibly().waitFor();

      // then
      FileHost expected = world.fileHost();
      assertThat(world.alerts()).isEqualTo(expected.alerts()).hasSizeGreaterThan(100);
      assertThat(world.scores()).isEqualTo(expected.scores());
    } finally {
      load.shutdownNow();
    }
  }

  private Process host(FraudWorld world) throws Exception {
    return FraudStreamProcess.start(world, "state", folder.resolve("host.log"));
  }

  private static void awaitMore(FraudWorld world) throws Exception {
    long before = world.committed();
    await().atMost(LONG).until(() -> world.committed() > before + COMMITTED_BETWEEN_KILLS);
  }

  /** A tenth of a second's payments, so that a kill meets open transactions. */
  private static void send(FraudWorld world, Iterator<Sent> payments) {
    List<Sent> some = new ArrayList<>();
    while (some.size() < CHUNK && payments.hasNext()) {
      some.add(payments.next());
    }
    world.send(some);
  }
}
