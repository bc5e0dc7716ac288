package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;

/** Audits feeds of a warehouse. Landing and workflows may go on meanwhile. */
public final class WarehouseAudit {

  /** What Kafka keeps of topics. */
  @FunctionalInterface
  public interface Topics {

    /** By partition of a feed's topic; empty if there is no such topic. */
    Map<Integer, KeptOffsets> of(String feed) throws InterruptedException;
  }

  /** A session of HiveServer2. */
  @FunctionalInterface
  public interface Reader {

    /** All rows that a query gives, each value as Hive's text for it, or null. */
    List<List<String>> rows(String sql) throws PublishException;
  }

  /** Whoever wants to know how far the audit is. */
  public interface Progress {

    void at(String step);

    /** A part has ended; the next step begins another. */
    void end();
  }

  private final WarehouseFiles files;
  private final Optional<Topics> topics;
  private final ReaderQueries readers;
  private final Partitions partitions;
  private final Progress progress;
  private final Clock clock;

  /**
   * @param root folder of the warehouse, a whole URI without a slash at its end
   * @param topics without them nothing is said of records that have not landed
   */
  public WarehouseAudit(
      FileSystem files,
      String root,
      Optional<Topics> topics,
      Reader reader,
      Partitions partitions,
      Progress progress,
      Clock clock) {
    this.files = new WarehouseFiles(files, root);
    this.topics = topics;
    // rows of a partition that neither the log nor Kafka names are none, or have just landed
    this.readers = new ReaderQueries(reader, topics.isPresent() ? Long.MAX_VALUE : 0);
    this.partitions = partitions;
    this.progress = progress;
    this.clock = clock;
  }

  /** Does it without a word of generators. */
  public AuditReport of(List<AuditedFeed> feeds, AuditedDays days)
      throws IOException, InterruptedException, PublishException, DamagedLogException {
    return of(feeds, days, List.of());
  }

  /**
   * Does it.
   *
   * @param generated what generators put out, of different ones of the feeds, whose ids are known
   * @throws PublishException when Hive does not answer or refuses
   * @throws DamagedLogException when an entry of a commit log cannot be read
   * @throws io.millrace.model.landing.LandingStoppedException when a commit log cannot be read for
   *     how it lies there
   */
  public AuditReport of(List<AuditedFeed> feeds, AuditedDays days, List<GeneratedRecords> generated)
      throws IOException, InterruptedException, PublishException, DamagedLogException {
    Instant begun = clock.instant();
    List<Comparison.Result> landing =
        new Evidence(files, topics, readers, progress)
            .gather(feeds, days).stream().map(Comparison::of).toList();
    WarehouseEvidence warehouse =
        new WarehouseEvidence(
            files,
            readers,
            partitions,
            progress,
            () -> WorkUnderWay.since(files, begun, clock.instant()));
    List<CurationFacts> hours = warehouse.hours(feeds, days);
    Set<String> names = hours.stream().map(CurationFacts::feed).collect(Collectors.toSet());
    List<MartTotal> totals =
        MartTotal.ALL.stream().filter(total -> names.contains(total.feed())).toList();
    return AuditReport.of(
        days,
        topics.isPresent(),
        landing,
        hours.stream().map(CurationCheck::of).toList(),
        TotalsCheck.of(warehouse.totals(hours, days, totals), totals),
        generated(generated, landing, hours, days));
  }

  private List<GeneratedCheck.Result> generated(
      List<GeneratedRecords> generated,
      List<Comparison.Result> landing,
      List<CurationFacts> hours,
      AuditedDays days)
      throws PublishException {
    if (generated.isEmpty()) {
      return List.of();
    }
    // days of quarantine are of Kafka's time, and generators name hours of event time
    Map<String, Map<String, Long>> refused =
        days.isAll()
            ? readers.refused(generated.stream().map(GeneratedRecords::feed).toList())
            : Map.of();
    List<GeneratedCheck.Result> results = new ArrayList<>();
    for (GeneratedRecords of : generated) {
      CurationFacts facts =
          hours.stream().filter(feed -> feed.feed().equals(of.feed())).findFirst().orElseThrow();
      results.add(
          GeneratedCheck.of(
              of,
              new GeneratedCheck.Facts(
                  facts,
                  days,
                  pending(landing, of.feed()),
                  Optional.ofNullable(refused.get(of.feed()))
                      .filter(rows -> facts.kept().quarantine() == null))));
    }
    return results;
  }

  private static long pending(List<Comparison.Result> landing, String feed) {
    return landing.stream()
        .flatMap(of -> of.balances().stream())
        .filter(balance -> balance.feed().equals(feed))
        .mapToLong(PartitionBalance::pending)
        .sum();
  }
}
