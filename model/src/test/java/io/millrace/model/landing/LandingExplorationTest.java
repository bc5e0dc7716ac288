package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingState.Starting;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of two drivers of one feed, each of which may be killed and restarted after
 * any step, with a reader that looks after every step.
 */
class LandingExplorationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long OFFSETS = 2;
  private static final Charset ISO = StandardCharsets.ISO_8859_1;
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException(e);
            }
          });

  /** A driver with what it has staged but not offered; null files mean nothing is staged. */
  private record Driver(LandingState state, List<LandedFile> files, long until) {
    static Driver fresh(String attempt) {
      return new Driver(new Starting(attempt), null, 0);
    }
  }

  private record Node(World world, Driver first, Driver second, int restarts) {
    /**
     * A digest, since the whole of so many worlds would not fit in memory; drivers in any order.
     */
    String identity() {
      String a = identity(first);
      String b = identity(second);
      String whole = world.identity() + (a.compareTo(b) < 0 ? a + "|" + b : b + "|" + a) + restarts;
      return new String(SHA_256.get().digest(whole.getBytes(StandardCharsets.UTF_8)), 0, 16, ISO);
    }

    private static String identity(Driver driver) {
      LandingState state = driver.state();
      StringBuilder identity =
          new StringBuilder(state.getClass().getSimpleName())
              .append(state.attempt())
              .append(driver.until());
      if (state instanceof LandingState.Publishing at) {
        identity.append(at.phase()).append(at.nextFile()).append('/').append(at.record().seq());
        identity.append('/').append(at.last().seq());
      } else if (state instanceof LandingState.Deciding at) {
        identity.append(at.record().seq()).append(at.record().ranges());
      } else if (state instanceof LandingState.Claiming at) {
        identity.append(at.last().map(CommitRecord::seq));
      } else if (state instanceof LandingState.Recovering at) {
        identity.append(at.claim().seq());
      } else if (state instanceof Ready at) {
        identity.append(at.last().seq());
      } else if (state instanceof LandingState.Sweeping at) {
        identity.append(at.last().seq());
      }
      return identity.toString();
    }
  }

  private static final class Exploration {
    private final UnaryOperator<LandingStore> wrap;
    private final int maxRestarts;
    private final Consumer<String> violations;
    private final Set<String> seen = new HashSet<>();
    private BooleanSupplier enough = () -> false;
    private Consumer<World> onWorld = world -> {};
    private final ArrayDeque<Node> open = new ArrayDeque<>();
    private int complete;

    Exploration(int maxRestarts, UnaryOperator<LandingStore> wrap, Consumer<String> violations) {
      this.maxRestarts = maxRestarts;
      this.wrap = wrap;
      this.violations = violations;
    }

    void run() {
      add(new Node(new World(), Driver.fresh("a"), Driver.fresh("b"), 0));
      while (!open.isEmpty() && !enough.getAsBoolean()) {
        Node node = open.pop();
        moves(
            node,
            node.first(),
            (w, d) -> add(check(node, new Node(w, d, node.second(), node.restarts()))));
        moves(
            node,
            node.second(),
            (w, d) -> add(check(node, new Node(w, node.first(), d, node.restarts()))));
        if (node.restarts() < maxRestarts) {
          String name = "r" + node.restarts();
          add(new Node(node.world(), Driver.fresh(name), node.second(), node.restarts() + 1));
          add(new Node(node.world(), node.first(), Driver.fresh(name), node.restarts() + 1));
        }
        if (visible(node.world()).size() == OFFSETS) {
          complete++;
        }
      }
    }

    private interface Successor {
      void accept(World world, Driver driver);
    }

    private void moves(Node node, Driver driver, Successor successor) {
      if (driver.state() instanceof Fenced) {
        return;
      }
      if (driver.state() instanceof Ready ready) {
        if (driver.files() != null) {
          World world = node.world().copy();
          LandingState offered =
              landing(world).offer(ready, batch(ready, driver.files(), driver.until()));
          successor.accept(world, new Driver(offered, null, 0));
          return;
        }
        long from = ready.last().end(0).orElse(0L);
        for (long until = from + 1; until <= OFFSETS; until++) {
          World world = node.world().copy();
          List<LandedFile> files = files(ready, from, until);
          files.forEach(world::stage);
          successor.accept(world, new Driver(ready, files, until));
        }
        return;
      }
      World world = node.world().copy();
      try {
        LandingState next = landing(world).step(driver.state());
        successor.accept(world, new Driver(next, driver.files(), driver.until()));
      } catch (LandingStoppedException e) {
        violations.accept("stopped: " + e.getMessage());
      }
    }

    private Landing landing(World world) {
      return new Landing(wrap.apply(world), CLOCK);
    }

    private Node check(Node before, Node after) {
      List<Long> was = visible(before.world());
      List<Long> is = visible(after.world());
      Set<Long> distinct = new HashSet<>(is);
      if (distinct.size() != is.size()) {
        violations.accept("doubled: " + is);
      }
      if (!distinct.containsAll(was)) {
        violations.accept("a reader's count fell: " + was + " -> " + is);
      }
      for (Driver driver : List.of(after.first(), after.second())) {
        if (driver.state() instanceof Ready ready) {
          long end = ready.last().end(0).orElse(0L);
          if (!distinct.containsAll(LongStream.range(0, end).boxed().toList())) {
            violations.accept("lost: " + is + " though landed up to " + end);
          }
        }
      }
      return after;
    }

    private void add(Node node) {
      if (seen.add(node.identity())) {
        onWorld.accept(node.world());
        open.push(node);
      }
    }
  }

  /**
   * One file per offset; odd offsets belong to a second hour, so batches have several partitions.
   */
  private static List<LandedFile> files(Ready ready, long from, long until) {
    long seq = ready.last().seq() + 1;
    return LongStream.range(from, until)
        .mapToObj(
            offset ->
                new LandedFile(
                    Zone.RAW,
                    "2026-01-01",
                    offset % 2 == 0 ? "00" : "01",
                    "%012d-%s/%d".formatted(seq, ready.attempt(), offset),
                    "%012d-%d".formatted(seq, offset),
                    offset,
                    1))
        .toList();
  }

  private static StagedBatch batch(Ready ready, List<LandedFile> files, long until) {
    long from = ready.last().end(0).orElse(0L);
    return new StagedBatch(
        List.of(new BatchRange(0, from, until, until - from, 0)),
        files,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Duration.ZERO);
  }

  /** The offsets that a reader sees; a file's {@code rows} field holds the offset in this test. */
  private static List<Long> visible(World world) {
    List<Long> offsets = new ArrayList<>();
    world.visible().forEach(file -> offsets.add(file.rows()));
    return offsets;
  }

  @Test
  void noOffsetIsDoubledOrLostAndNoCountFallsWhateverIsKilledAndWhoeverIsAZombie() {
    List<String> violations = new ArrayList<>();
    Exploration exploration = new Exploration(2, store -> store, violations::add);

    exploration.run();

    assertThat(violations).isEmpty();
    assertThat(exploration.complete).as("worlds in which everything has landed").isPositive();

    assertThat(exploration.seen.size()).as("worlds explored").isGreaterThan(10_000);
  }

  @Test
  void fromEveryWorldAnUndisturbedDriverLandsEverything() {
    Exploration exploration = new Exploration(1, store -> store, violation -> {});
    exploration.onWorld = LandingExplorationTest::landTheRest;

    exploration.run();

    assertThat(exploration.seen).isNotEmpty();
  }

  private static void landTheRest(World disturbed) {
    World world = disturbed.copy();
    Landing landing = new Landing(world, CLOCK);
    LandingState state = landing.settle(new Starting("last"));
    while (state instanceof Ready ready && ready.last().end(0).orElse(0L) < OFFSETS) {
      long until = ready.last().end(0).orElse(0L) + 1;
      List<LandedFile> files = files(ready, until - 1, until);
      files.forEach(world::stage);
      state = landing.settle(landing.offer(ready, batch(ready, files, until)));
    }
    assertThat(visible(world)).containsExactlyInAnyOrder(0L, 1L);
    assertThat(world.staged).as("staging is cleared").isEmpty();
  }

  @Test
  void theExplorationFindsAStoreWhoseAppendOverwrites() {
    List<String> violations = new ArrayList<>();

    Exploration exploration = new Exploration(1, OverwritingStore::new, violations::add);
    exploration.enough = () -> violations.stream().anyMatch(v -> v.startsWith("doubled"));
    exploration.run();

    assertThat(violations).anyMatch(v -> v.startsWith("doubled"));
  }

  @Test
  void theExplorationFindsAStoreThatForgetsWhatItsPredecessorDecided() {
    List<String> violations = new ArrayList<>();

    Exploration exploration = new Exploration(1, ForgetfulStore::new, violations::add);
    exploration.enough = () -> violations.stream().anyMatch(v -> v.startsWith("lost"));
    exploration.run();

    assertThat(violations).anyMatch(v -> v.startsWith("lost"));
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
}
