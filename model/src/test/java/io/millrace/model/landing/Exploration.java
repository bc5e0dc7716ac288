package io.millrace.model.landing;

import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingState.Starting;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Every interleaving of two drivers of one feed, each of which may be killed and restarted after
 * any step, with a reader that looks after every step.
 */
final class Exploration {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
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

  /** Something that a ready driver may do next, all but offering it done. */
  record Move(World world, Driver driver) {}

  /** What ready drivers do. */
  interface Work {

    /** What a ready driver may do; each in a copy of the world. */
    List<Move> moves(World world, Ready ready);

    /** The offsets that readers must see once landing has come to {@code end}. */
    List<Long> landed(long end);

    /** Whether an offset may leave readers; once a drop of it is published it never comes back. */
    default boolean mayLeave(long offset) {
      return false;
    }

    /** Where landing has come to once there is nothing more to do. */
    long end();
  }

  /** Hands a state machine what a driver has staged. */
  interface Offer {
    LandingState to(Landing landing, Ready ready);
  }

  /** A driver with what it has staged but not offered; a null offer means nothing is staged. */
  record Driver(LandingState state, Offer offer, String offered) {
    static Driver fresh(String attempt) {
      return new Driver(new Starting(attempt), null, "");
    }

    static Driver in(LandingState state) {
      return new Driver(state, null, "");
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
              .append(driver.offered());
      if (state instanceof LandingState.Publishing at) {
        identity.append(at.phase()).append(at.nextFile()).append('/').append(at.record().seq());
        identity.append('/').append(at.last().seq());
      } else if (state instanceof LandingState.Deciding at) {
        identity
            .append(at.record().seq())
            .append(at.record().ranges())
            .append(at.record().gaps())
            .append(at.record().files().stream().map(LandedFile::path).toList());
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

  private final Work work;
  private final int maxRestarts;
  private final UnaryOperator<LandingStore> wrap;
  private final Consumer<String> violations;
  private final Set<String> seen = new HashSet<>();
  private final Set<CommitRecord.Kind> decided = new HashSet<>();
  private final ArrayDeque<Node> open = new ArrayDeque<>();
  private BooleanSupplier enough = () -> false;
  private Consumer<World> onWorld = world -> {};
  private int complete;

  /**
   * @param wrap put around the world for the drivers, not for the reader
   */
  Exploration(
      Work work, int maxRestarts, UnaryOperator<LandingStore> wrap, Consumer<String> violations) {
    this.work = work;
    this.maxRestarts = maxRestarts;
    this.wrap = wrap;
    this.violations = violations;
  }

  /** Ends the exploration early. */
  Exploration until(BooleanSupplier when) {
    enough = when;
    return this;
  }

  /** Shows every world that is reached. */
  Exploration show(Consumer<World> spectator) {
    onWorld = spectator;
    return this;
  }

  /** How many worlds were reached. */
  int worlds() {
    return seen.size();
  }

  /** In how many of them everything had landed. */
  int complete() {
    return complete;
  }

  /** What kinds of records were decided in any of them. */
  Set<CommitRecord.Kind> decided() {
    return decided;
  }

  void run() {
    add(new Node(new World(), Driver.fresh("a"), Driver.fresh("b"), 0));
    while (!open.isEmpty() && !enough.getAsBoolean()) {
      Node node = open.pop();
      for (Move move : moves(node.world(), node.first())) {
        add(check(node, new Node(move.world(), move.driver(), node.second(), node.restarts())));
      }
      for (Move move : moves(node.world(), node.second())) {
        add(check(node, new Node(move.world(), node.first(), move.driver(), node.restarts())));
      }
      if (node.restarts() < maxRestarts) {
        String name = "r" + node.restarts();
        add(new Node(node.world(), Driver.fresh(name), node.second(), node.restarts() + 1));
        add(new Node(node.world(), node.first(), Driver.fresh(name), node.restarts() + 1));
      }
      if (Set.copyOf(node.world().visible()).equals(Set.copyOf(work.landed(work.end())))) {
        complete++;
      }
    }
  }

  private List<Move> moves(World before, Driver driver) {
    if (driver.state() instanceof Fenced) {
      return List.of();
    }
    if (driver.state() instanceof Ready ready && driver.offer() == null) {
      return work.moves(before, ready);
    }
    World world = before.copy();
    Landing landing = new Landing(wrap.apply(world), CLOCK);
    try {
      if (driver.state() instanceof Ready ready) {
        return List.of(new Move(world, Driver.in(driver.offer().to(landing, ready))));
      }
      LandingState next = landing.step(driver.state());
      return List.of(new Move(world, new Driver(next, driver.offer(), driver.offered())));
    } catch (LandingStoppedException e) {
      violations.accept("stopped: " + e.getMessage());
      return List.of();
    }
  }

  private Node check(Node before, Node after) {
    List<Long> was = before.world().visible().stream().filter(o -> !work.mayLeave(o)).toList();
    List<Long> is = after.world().visible();
    Set<Long> distinct = new HashSet<>(is);
    if (distinct.size() != is.size()) {
      violations.accept("doubled: " + is);
    }
    if (!distinct.containsAll(was)) {
      violations.accept("a reader's count fell: " + was + " -> " + is);
    }
    if (is.stream().anyMatch(work::mayLeave) && hasDropped(after.world())) {
      violations.accept("came back: " + is);
    }
    for (Driver driver : List.of(after.first(), after.second())) {
      if (driver.state() instanceof Ready ready) {
        long end = ready.last().end(0).orElse(0L);
        if (!distinct.containsAll(work.landed(end))) {
          violations.accept("lost: " + is + " though landed up to " + end);
        }
      }
    }
    return after;
  }

  private static boolean hasDropped(World world) {
    return world.log.values().stream()
        .anyMatch(
            record ->
                record.kind() == CommitRecord.Kind.DROP && world.marks.contains(record.seq()));
  }

  private void add(Node node) {
    if (seen.add(node.identity())) {
      decided.addAll(
          node.world().log.values().stream().map(CommitRecord::kind).collect(Collectors.toSet()));
      onWorld.accept(node.world());
      open.push(node);
    }
  }

  /** Lands what is left, by one driver that nobody disturbs. */
  static World landTheRest(World disturbed, Work work) {
    World world = disturbed.copy();
    LandingState state = new Landing(world, CLOCK).settle(new Starting("last"));
    while (state instanceof Ready ready && ready.last().end(0).orElse(0L) < work.end()) {
      Move move = new ArrayList<>(work.moves(world, ready)).get(0);
      world = move.world();
      Landing landing = new Landing(world, CLOCK);
      state = landing.settle(move.driver().offer().to(landing, ready));
    }
    return world;
  }
}
