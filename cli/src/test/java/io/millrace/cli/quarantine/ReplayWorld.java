package io.millrace.cli.quarantine;

import io.millrace.cli.Console;
import io.millrace.cli.MovableClock;
import io.millrace.model.landing.PartitionOffset;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A journal, a topic and a log of runs in memory, in which a process can be killed before or after
 * every step. What it had handed over by then comes onto the topic later, half of it never.
 */
final class ReplayWorld {

  static final Holder DEAD = new Holder(Holder.ofThisProcess().host(), 1L << 40, Instant.EPOCH);

  private static final Duration DELIVERY = Duration.ofSeconds(15);
  private static final int BATCH = 2;

  private final MovableClock clock = new MovableClock();
  private final MemoryJournal journal = new MemoryJournal();
  private final List<Sent> topic = new ArrayList<>();
  private final Map<Instant, List<Sent>> inFlight = new TreeMap<>();
  private final Map<String, RunRecord> runs = new TreeMap<>();
  private int killAtStep = Integer.MAX_VALUE;
  private int steps;
  private Work whileSending = () -> {};

  /** What somebody else does meanwhile. */
  interface Work {
    void run() throws Exception;
  }

  /** The process is dead. */
  static final class Killed extends RuntimeException {}

  /** A record on the topic. */
  record Sent(String run, Coordinates refused, Coordinates at) {}

  /** A replay by that process. */
  QuarantineReplay replay(Holder holder) {
    steps = 0;
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new QuarantineReplay(
        "rides",
        journal,
        new MemoryTopic(),
        run -> step(() -> runs.putIfAbsent(run.runId(), run)),
        instant -> clock.advance(Duration.between(clock.instant(), instant)),
        new Console(nowhere, nowhere, false, clock),
        clock,
        holder,
        BATCH);
  }

  /** Kills the next replay at that step, from 1. */
  void killAtStep(int step) {
    killAtStep = step;
  }

  /** How many steps the last replay took. */
  int steps() {
    return steps;
  }

  /** Does something while the next batch is about to be sent. */
  void whileSending(Work work) {
    whileSending = work;
  }

  MemoryJournal journal() {
    return journal;
  }

  /** What is on the topic when nothing more can come. */
  List<Sent> topic() {
    clock.advance(Duration.ofDays(1));
    arrive();
    return topic;
  }

  List<RunRecord> runs() {
    return List.copyOf(runs.values());
  }

  /** Does it, or dies before, or dies after. */
  private void step(Runnable effect) {
    mayDie();
    effect.run();
    mayDie();
  }

  private void mayDie() {
    if (++steps == killAtStep) {
      throw new Killed();
    }
  }

  private void arrive() {
    inFlight
        .entrySet()
        .removeIf(
            later -> {
              boolean now = !later.getKey().isAfter(clock.instant());
              if (now) {
                later.getValue().forEach(this::append);
              }
              return now;
            });
  }

  private Sent append(Sent sent) {
    int partition = sent.refused().partition();
    long offset = topic.stream().filter(s -> s.at().partition() == partition).count();
    Sent placed = new Sent(sent.run(), sent.refused(), new Coordinates(partition, offset));
    topic.add(placed);
    return placed;
  }

  private final class MemoryTopic implements ReplayTopic {

    @Override
    public Duration mayTakeUntilThere() {
      return DELIVERY;
    }

    @Override
    public List<PartitionOffset> ends() {
      arrive();
      mayDie();
      List<PartitionOffset> ends = new ArrayList<>();
      for (int partition : List.of(0, 1)) {
        long end = topic.stream().filter(s -> s.at().partition() == partition).count();
        ends.add(new PartitionOffset(partition, end));
      }
      return ends;
    }

    @Override
    public Map<Coordinates, Coordinates> send(String run, List<Sendable> records, Instant before)
        throws IOException {
      Work work = whileSending;
      whileSending = () -> {};
      try {
        work.run();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      Map<Coordinates, Coordinates> places = new HashMap<>();
      List<Sent> handed = new ArrayList<>();
      try {
        for (Sendable record : records) {
          if (!clock.instant().isBefore(before)) {
            throw new IOException("too slow");
          }
          mayDie();
          handed.add(new Sent(run, record.at(), record.at()));
        }
        mayDie();
      } catch (Killed e) {
        // the first half comes as late as it can, the rest never
        inFlight
            .computeIfAbsent(clock.instant().plus(DELIVERY), at -> new ArrayList<>())
            .addAll(handed.subList(0, (handed.size() + 1) / 2));
        throw e;
      }
      handed.forEach(sent -> places.put(sent.refused(), append(sent).at()));
      mayDie();
      return places;
    }

    @Override
    public Map<Coordinates, Coordinates> sentBy(
        String run, List<PartitionOffset> from, Instant noted) {
      arrive();
      mayDie();
      Map<Coordinates, Coordinates> places = new HashMap<>();
      for (Sent sent : topic) {
        if (sent.run().equals(run)
            && from.stream()
                .anyMatch(
                    start ->
                        start.partition() == sent.at().partition()
                            && start.offset() <= sent.at().offset())) {
          places.put(sent.refused(), sent.at());
        }
      }
      return places;
    }

    @Override
    public void close() {}
  }

  /** What {@link HdfsReplayJournal} does with files. */
  final class MemoryJournal implements ReplayJournal {
    private final TreeMap<Long, JournalEntry> entries = new TreeMap<>();
    private final TreeMap<Long, List<Replayed>> outcomes = new TreeMap<>();

    @Override
    public List<JournalEntry> entries() {
      return List.copyOf(entries.values());
    }

    @Override
    public boolean append(JournalEntry entry) {
      mayDie();
      boolean free = entries.putIfAbsent(entry.seq(), entry) == null;
      mayDie();
      return free;
    }

    @Override
    public boolean isKnown(long batch) {
      return outcomes.containsKey(batch);
    }

    @Override
    public void know(long batch, List<Replayed> onTopic) {
      step(() -> outcomes.putIfAbsent(batch, List.copyOf(onTopic)));
    }

    @Override
    public void replayed(Consumer<Replayed> taker) {
      outcomes.values().forEach(batch -> batch.forEach(taker));
    }

    @Override
    public void clearBefore(long end) {
      step(() -> entries.headMap(end).clear());
    }
  }
}
