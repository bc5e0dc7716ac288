package io.millrace.warehouse.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes written generations of tables partitioned by day, or by day and hour. The same for all
 * of them, whoever wrote the files and whichever client the metastore is asked through.
 */
public final class Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** So many are swapped well within the term of a lease. */
  private static final int AT_ONCE = 100;

  private final Partitions partitions;
  private final FileSystem files;
  private final String root;
  private final Duration grace;
  private final Clock clock;
  private final FreshnessLog freshness;

  /**
   * @param grace how long folders stay after their replacement, for queries that began with them
   */
  public Publisher(
      Partitions partitions, FileSystem files, String root, Duration grace, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.grace = grace;
    this.clock = clock;
    this.freshness = new FreshnessLog(partitions, files, root, clock);
  }

  /** The table's folder. */
  public TableFolder folder(TableName table) {
    return new TableFolder(files, root, table);
  }

  /**
   * Removes what earlier runs have left: folders replaced before the grace, and halves.
   *
   * @param own the caller's generation, which stays
   */
  public void sweep(TableName table, Generation own) throws IOException, PublishException {
    replaced(table).sweep(partitions, grace);
    folder(table).sweepAbandoned(own, grace, clock);
  }

  /**
   * Makes readers find each partition in the generation, but for those that were made from later
   * landing batches than the generation knows of, or as of a later moment: they stay, and the log
   * says so. Runs that publish to the same table take turns. A kill at any point leaves each
   * partition in its old or its new place, and doing it again finishes it.
   *
   * @param written what there is of the generation, by partition
   * @return where each partition lies now that lies in the generation
   */
  public Map<PartitionKey, PartitionFiles> publish(
      TableName table, Generation generation, Map<PartitionKey, Written> written)
      throws IOException, PublishException {
    try (SwapLeases leases = lease(List.of(table), generation)) {
      Map<PartitionKey, Published> there = partitions.published(table, written.keySet());
      Map<PartitionKey, String> stay = staying(table, written, there);
      tellThatTheyStay(table, stay);
      Map<PartitionKey, Written> newer = new TreeMap<>(written);
      newer.keySet().removeAll(stay.keySet());
      Swap swap = adopt(new WrittenTable(table, newer), generation, there, leases);
      leases.require();
      swapIn(swap, leases);
      return swap.adopted();
    }
  }

  /** What there is of a table now. */
  public SeenTable see(TableName table) throws PublishException {
    Instant asOf = clock.instant();
    return new SeenTable(table, asOf, places(table));
  }

  /** Told what was swapped in, right behind each table's swap. */
  public interface Swapped {
    void tell(TableName table, Map<PartitionKey, PartitionFiles> places) throws IOException;
  }

  /**
   * Does the same with partitions that belong together, since what is in one decides what is in
   * others: all of them or none, and only while the table that they were made from is what it was.
   * While this run has the leases, nobody else swaps any of these tables between the first and the
   * last.
   *
   * @param tables in the order in which they are swapped in, one right behind the other; a run that
   *     dies in between leaves the later ones as they were
   * @param from which partitions it may not have lost, gained or seen replaced
   * @param swapped told where each partition lies now
   * @throws PublishException also when one of them has to stay, or another run has changed what
   *     they were made from: nothing is swapped in then
   */
  public void publishTogether(
      Generation generation, List<WrittenTable> tables, SeenTable from, Swapped swapped)
      throws IOException, PublishException {
    List<TableName> names =
        Stream.concat(Stream.of(from.table()), tables.stream().map(WrittenTable::table)).toList();
    try (SwapLeases leases = lease(names, generation)) {
      Map<TableName, Map<PartitionKey, Published>> there = new HashMap<>();
      for (WrittenTable each : tables) {
        TableName table = each.table();
        there.put(table, partitions.published(table, each.written().keySet()));
        refuseToPart(table, staying(table, each.written(), there.get(table)));
        leases.renew();
      }
      from.requireSame(places(from.table()));
      List<Swap> swaps = new ArrayList<>();
      for (WrittenTable each : tables) {
        swaps.add(adopt(each, generation, there.get(each.table()), leases));
      }
      leases.require();
      for (Swap swap : swaps) {
        swapIn(swap, leases);
        swapped.tell(swap.table(), swap.adopted());
      }
    }
  }

  private Map<PartitionKey, String> places(TableName table) throws PublishException {
    Map<PartitionKey, String> places = new TreeMap<>();
    partitions
        .published(table, partitions.partitions(table))
        .forEach((key, there) -> places.put(key, there.location()));
    return places;
  }

  private static void tellThatTheyStay(TableName table, Map<PartitionKey, String> reasons) {
    reasons.forEach(
        (key, why) ->
            LOG.warn(
                "{} {} stays as it is: {}. A run that begins now replaces it, unless it finds earlier batches: then drop the partition before.",
                table,
                key.name(),
                why));
  }

  private static void refuseToPart(TableName table, Map<PartitionKey, String> reasons)
      throws PublishException {
    if (!reasons.isEmpty()) {
      Map.Entry<PartitionKey, String> first = reasons.entrySet().iterator().next();
      throw new PublishException(
          "%s of %s stays, and without it none of this run's partitions is swapped in, since they belong together: %s. Run it again."
              .formatted(first.getKey().name(), table, first.getValue()));
    }
  }

  /** What goes by all of a table's partitions. */
  public interface Step {
    void run() throws IOException, PublishException;
  }

  /** Does something while no other run publishes to a table. */
  public void alone(TableName table, Generation generation, Step step)
      throws IOException, PublishException {
    try (SwapLeases leases = lease(List.of(table), generation)) {
      leases.require();
      step.run();
    }
  }

  private SwapLeases lease(List<TableName> tables, Generation generation)
      throws IOException, PublishException {
    return SwapLeases.take(files, root, tables, generation, clock, Thread::sleep);
  }

  /** Those that stay as they are, each with the reason. */
  private Map<PartitionKey, String> staying(
      TableName table, Map<PartitionKey, Written> written, Map<PartitionKey, Published> there)
      throws IOException {
    TableFolder folder = folder(table);
    Map<PartitionKey, String> stay = new TreeMap<>();
    for (Map.Entry<PartitionKey, Published> current : there.entrySet()) {
      older(folder, written.get(current.getKey()), current.getValue())
          .ifPresent(why -> stay.put(current.getKey(), why));
    }
    return stay;
  }

  /**
   * What is in its place, and only has to be found there.
   *
   * @param there what readers find of it until then
   * @param note of what changes; empty where it could not be written
   */
  private record Swap(
      TableName table,
      Map<PartitionKey, PartitionFiles> adopted,
      Map<PartitionKey, Published> there,
      Optional<Path> note) {}

  private Swap adopt(
      WrittenTable of, Generation generation, Map<PartitionKey, Published> there, SwapLeases leases)
      throws IOException, PublishException {
    TableName table = of.table();
    RestatementLog restatements = restatements();
    settle(restatements, table);
    Map<PartitionKey, PartitionFiles> adopted = new TreeMap<>();
    if (of.written().isEmpty()) {
      return new Swap(table, adopted, there, Optional.empty());
    }
    TableFolder folder = folder(table);
    replaced(table).note(generation, leaving(folder, generation, of.written(), there));
    for (Map.Entry<PartitionKey, Written> entry : of.written().entrySet()) {
      adopted.put(entry.getKey(), folder.adopt(generation, entry.getKey(), entry.getValue()));
      leases.renew();
    }
    Optional<Path> note = noted(restatements, table, generation, there, of.written(), adopted);
    return new Swap(table, adopted, there, note);
  }

  private void swapIn(Swap swap, SwapLeases leases) throws IOException, PublishException {
    swap(swap.table(), swap.adopted(), swap.there(), leases);
    swap.note().ifPresent(path -> show(restatements(), swap.table(), path));
    tellFreshness(swap.table(), !swap.adopted().isEmpty());
  }

  /** In which order partitions are swapped. */
  private enum Turn {
    /** From the same batches as before: made again because of others, which tell so. */
    SAME,
    /** From later batches than before. */
    LATER,
    NEW;

    static Turn of(PartitionFiles files, Published there) {
      if (there == null) {
        return NEW;
      }
      long known = there.lastSeq().orElse(Long.MIN_VALUE);
      return files.lastSeq().orElse(Long.MIN_VALUE) > known ? LATER : SAME;
    }
  }

  /**
   * Swaps some after the others, so that the lease lasts however many there are, turn by turn: what
   * says that others have to be made again says so until they are, see OutdatedDays.
   */
  private void swap(
      TableName table,
      Map<PartitionKey, PartitionFiles> adopted,
      Map<PartitionKey, Published> there,
      SwapLeases leases)
      throws IOException, PublishException {
    Map<Turn, List<PartitionKey>> turns =
        adopted.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    key -> Turn.of(adopted.get(key), there.get(key)),
                    () -> new EnumMap<>(Turn.class),
                    Collectors.toList()));
    for (List<PartitionKey> keys : turns.values()) {
      for (int from = 0; from < keys.size(); from += AT_ONCE) {
        Map<PartitionKey, PartitionFiles> some = new TreeMap<>(adopted);
        some.keySet().retainAll(keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
        leases.renew();
        partitions.swap(table, some);
      }
    }
  }

  // What readers see of a table does not depend on whether it can be told what of it changed.

  private static Optional<Path> noted(
      RestatementLog restatements,
      TableName table,
      Generation generation,
      Map<PartitionKey, Published> there,
      Map<PartitionKey, Written> written,
      Map<PartitionKey, PartitionFiles> adopted) {
    try {
      return restatements.note(table, generation, there, written, adopted);
    } catch (IOException e) {
      LOG.warn("ops.restatements does not tell what {} changes in {}: {}", generation, table, e);
      return Optional.empty();
    }
  }

  private static void show(RestatementLog restatements, TableName table, Path note) {
    try {
      restatements.show(note);
    } catch (IOException | PublishException e) {
      LOG.warn("ops.restatements does not show yet what changed in {}: {}", table, e.toString());
    }
  }

  private static void settle(RestatementLog restatements, TableName table) {
    try {
      restatements.settle(table);
    } catch (IOException | PublishException e) {
      LOG.warn("what a run that died changed in {} is not told: {}", table, e.toString());
    }
  }

  private void tellFreshness(TableName table, boolean swapped) {
    try {
      freshness.tell(table, swapped);
    } catch (IOException | PublishException e) {
      LOG.warn("ops.freshness does not tell how far {} is: {}", table, e.toString());
    }
  }

  private RestatementLog restatements() {
    return new RestatementLog(partitions, files, root, clock);
  }

  /**
   * Which landing batches a run restated curated hours and days for.
   *
   * @param run the name that all generations of the run begin with
   */
  public Causes causes(Generation run) throws IOException {
    return restatements().causes(run);
  }

  /**
   * Why what is there may have more in it. Where both tell their batches and these are not the
   * same, they decide. Else who began to look later has all that the other found: inputs are
   * swapped in by the same rule, so none of them goes back. A moment that has not come yet is a
   * wrong clock's, and tells nothing.
   */
  private Optional<String> older(TableFolder folder, Written written, Published there)
      throws IOException {
    if (written.isOfOtherBatchesThan(there)) {
      long known = there.lastSeq().getAsLong();
      long found = written.lastSeq().getAsLong();
      return found > known
          ? Optional.empty()
          : Optional.of(
              "it was made from what landed up to batch %d, and this run found only up to batch %d"
                  .formatted(known, found));
    }
    return folder
        .asOf(there)
        .filter(asOf -> asOf.isAfter(written.asOf()) && !asOf.isAfter(clock.instant()))
        .map(
            asOf ->
                "it was made from what there was at %s, and this run had looked at %s"
                    .formatted(asOf, written.asOf()));
  }

  /**
   * Keeps partitions of a generation that stay unpublished, for the grace, where a repeated run
   * finds that they had their turn.
   */
  void setAside(TableName table, Generation generation, Map<PartitionKey, Written> written)
      throws IOException {
    if (written.isEmpty()) {
      return;
    }
    TableFolder folder = folder(table);
    replaced(table).note(generation, leaving(folder, generation, written, Map.of()));
    for (Map.Entry<PartitionKey, Written> entry : written.entrySet()) {
      folder.adopt(generation, entry.getKey(), entry.getValue());
    }
  }

  private static Map<PartitionKey, List<String>> leaving(
      TableFolder folder,
      Generation generation,
      Map<PartitionKey, Written> written,
      Map<PartitionKey, Published> there) {
    Map<PartitionKey, List<String>> leaving = new TreeMap<>();
    for (PartitionKey key : written.keySet()) {
      List<String> folders = new ArrayList<>();
      folders.add(folder.place(generation, key).toString());
      if (there.containsKey(key)) {
        folders.add(there.get(key).location());
      }
      leaving.put(key, folders);
    }
    return leaving;
  }

  private ReplacedFolders replaced(TableName table) {
    return new ReplacedFolders(files, root, table, clock);
  }
}
