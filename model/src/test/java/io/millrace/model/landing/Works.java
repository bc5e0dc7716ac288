package io.millrace.model.landing;

import io.millrace.model.landing.Exploration.Driver;
import io.millrace.model.landing.Exploration.Move;
import io.millrace.model.landing.Exploration.Work;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingState.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What drivers land in explorations: a topic of one partition with few offsets. */
final class Works {

  private Works() {}

  /** Batches of any size. */
  static Work batches(long offsets, LongFunction<String> hourOf) {
    return new Batches(offsets, hourOf, offset -> false);
  }

  /** The same, where an offset is gone and an operator has accepted that. */
  static Work batchesWithAGap(long offsets, LongFunction<String> hourOf, long gone) {
    return new Batches(offsets, hourOf, offset -> offset == gone);
  }

  /** Batches of one hour, which is compacted meanwhile. */
  static Work batchesAndCompactions(long offsets, int most) {
    return new BatchesAndCompactions(
        new Batches(offsets, offset -> "00", offset -> false), "00", most);
  }

  /** Batches of two days, of which the older one is dropped; that one has one hour. */
  static Work batchesAndADrop(long offsets, LongPredicate old) {
    return new BatchesAndADrop(
        new Batches(offsets, offset -> old.test(offset) ? World.DAY_BEFORE : "00", offset -> false),
        old);
  }

  private record Batches(long end, LongFunction<String> hourOf, LongPredicate gone)
      implements Work {

    @Override
    public List<Move> moves(World before, Ready ready) {
      long from = ready.last().end(0).orElse(0L);
      if (from < end && gone.test(from)) {
        AcceptedGaps gap =
            new AcceptedGaps(
                "order",
                List.of(new OffsetGap(0, from, from + 1, OffsetGap.Reason.RETENTION)),
                TopicPositions.of("topic", Map.of(0, from + 1)));
        return List.of(
            new Move(before, new Driver(ready, (landing, at) -> landing.offer(at, gap), "gap")));
      }
      List<Move> moves = new ArrayList<>();
      for (long until = from + 1; until <= end && !gone.test(until - 1); until++) {
        World world = before.copy();
        StagedBatch batch = stage(world, ready, from, until);
        moves.add(
            new Move(
                world,
                new Driver(ready, (landing, at) -> landing.offer(at, batch), "until " + until)));
      }
      return moves;
    }

    /** One file per offset. */
    private StagedBatch stage(World world, Ready ready, long from, long until) {
      long seq = ready.last().seq() + 1;
      KeptFrom kept = ready.last().keptFrom();
      List<LandedFile> files =
          LongStream.range(from, until)
              .filter(offset -> kept.keepsRaw(World.dt(hourOf.apply(offset))))
              .mapToObj(
                  offset ->
                      new LandedFile(
                          Zone.RAW,
                          World.dt(hourOf.apply(offset)),
                          hourOf.apply(offset),
                          "%012d-%s/%d".formatted(seq, ready.attempt(), offset),
                          "%s/%012d-%d".formatted(world.folder(hourOf.apply(offset)), seq, offset),
                          1,
                          1))
              .toList();
      world.stage(files);
      return new StagedBatch(
          List.of(new BatchRange(0, from, until, files.size(), until - from - files.size())),
          files,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Duration.ZERO);
    }

    @Override
    public List<Long> landed(long until) {
      return LongStream.range(0, until).filter(gone.negate()).boxed().toList();
    }
  }

  /** Retention has ordered a drop: whoever is ready may follow it, if there is anything to drop. */
  private record BatchesAndADrop(Work batches, LongPredicate old) implements Work {

    @Override
    public long end() {
      return batches.end();
    }

    @Override
    public List<Long> landed(long until) {
      return batches.landed(until).stream().filter(offset -> !old.test(offset)).toList();
    }

    @Override
    public boolean mayLeave(long offset) {
      return old.test(offset);
    }

    @Override
    public List<Move> moves(World before, Ready ready) {
      List<Move> moves = new ArrayList<>(batches.moves(before, ready));
      HourFiles there = before.hours.get(World.DAY_BEFORE);
      if (there != null && ready.last().keptFrom().keepsRaw(there.dt())) {
        StagedDrop drop =
            new StagedDrop(
                new KeptFrom(World.DT, null),
                new Drop(
                    "run",
                    null,
                    0,
                    List.of(
                        new DroppedPartition(
                            Zone.RAW,
                            there.dt(),
                            there.hour(),
                            "a rule",
                            there.location(),
                            there.rows(),
                            1,
                            1))));
        moves.add(
            new Move(
                before,
                new Driver(
                    ready, (landing, at) -> landing.offer(at, drop), "drop " + there.rows())));
      }
      return moves;
    }
  }

  /**
   * A compaction is prepared beside landing and kept as a request, which any driver may come upon
   * later, more than once.
   */
  private record BatchesAndCompactions(Work batches, String hour, int most) implements Work {

    private static final int MOST_RECORDS = 10;

    @Override
    public long end() {
      return batches.end();
    }

    @Override
    public List<Long> landed(long until) {
      return batches.landed(until);
    }

    @Override
    public List<Move> moves(World before, Ready ready) {
      List<Move> moves = new ArrayList<>(batches.moves(before, ready));
      if (before.log.size() > MOST_RECORDS) {
        // a sound store never comes here: it takes a compaction once
        return moves;
      }
      before.prepared.forEach(
          (name, compaction) ->
              moves.add(
                  new Move(
                      before,
                      new Driver(ready, (landing, at) -> landing.offer(at, compaction), name))));
      prepare(before, ready).ifPresent(moves::add);
      return moves;
    }

    private Optional<Move> prepare(World before, Ready ready) {
      HourFiles state = before.hours.get(hour);
      if (state == null || before.prepared.size() == most) {
        return Optional.empty();
      }
      List<LandedFile> replaced = before.files(hour);
      String offsets =
          replaced.stream()
              .flatMap(f -> World.offsets(f).stream())
              .map(String::valueOf)
              .collect(Collectors.joining("+"));
      String name = "c" + before.prepared.size();
      String folder = "/" + hour + "-" + name;
      LandedFile merged =
          new LandedFile(
              Zone.RAW,
              World.DT,
              hour,
              name + "/" + offsets,
              folder + "/merged-" + offsets,
              replaced.stream().mapToLong(LandedFile::rows).sum(),
              1);
      if (merged.rows() != state.rows()) {
        // a batch is being published: what compacts finds other rows than readers are told of
        return Optional.empty();
      }
      World world = before.copy();
      world.stage(List.of(merged));
      world.prepared.put(
          name,
          new StagedCompaction(
              state,
              replaced.stream().map(LandedFile::path).toList(),
              folder,
              List.of(merged),
              Duration.ZERO));
      return Optional.of(new Move(world, Driver.in(ready)));
    }
  }
}
