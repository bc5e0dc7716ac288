package io.millrace.warehouse;

import io.millrace.model.feed.Feed;
import io.millrace.model.funnel.DeclaredConversions;
import io.millrace.model.funnel.Funnels;
import io.millrace.warehouse.account.Accounts;
import io.millrace.warehouse.curate.AppliedFeeds;
import io.millrace.warehouse.curate.Curation;
import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.curate.StagedChecks;
import io.millrace.warehouse.customer.Customers;
import io.millrace.warehouse.path.VisitorMarts;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.session.SessionRule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark application that curates hours and days: {@code raw.<feed>} to {@code dw.<feed>} for
 * every feed that is applied, or for some, and {@code dw.sessions} of the days; then, of the days,
 * the marts that need an algorithm. All hours and days of a call are one application. It may be
 * called again at any time, for any of them, in any order.
 */
public final class CurateJob {

  private CurateJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when a table is missing, a feed is not applied, the metastore refuses
   *     or a blocking check failed; YARN shows the sentence as the application's diagnostics
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    CurateArguments arguments = CurateArguments.parse(args);
    new SparkJob(
            "curate",
            arguments.span(),
            arguments.partitions(),
            arguments.root(),
            arguments.generation(),
            arguments.quality(),
            arguments.caller())
        .run(
            (spark, files, checks, use, clock) ->
                curate(spark, files, arguments, checks, use, clock));
  }

  private static void curate(
      SparkSession spark,
      FileSystem files,
      CurateArguments arguments,
      StagedChecks checks,
      PartitionUse use,
      Clock clock)
      throws IOException, PublishException {
    Optional<Funnels> funnels = funnels(arguments, files);
    SessionRule rule =
        arguments.rule().with(funnels.map(Funnels::conversions).orElse(DeclaredConversions.NONE));
    List<Feed> feeds = AppliedFeeds.read(files, arguments.root(), arguments.feeds());
    Generation generation = arguments.generation().attempt();
    new Curation(spark, arguments.root(), generation, arguments.grace(), checks, use, clock)
        .run(feeds, arguments.scope(), rule);
    if (arguments.days().isPresent()) {
      compute(
          arguments.days().get().list(),
          feeds,
          funnels,
          arguments,
          new DayTables(
              spark, arguments.root(), generation, arguments.grace(), checks, use, clock));
    }
  }

  /** What is made of curated days and needs more than SQL. */
  private static void compute(
      List<LocalDate> days,
      List<Feed> feeds,
      Optional<Funnels> funnels,
      CurateArguments arguments,
      DayTables tables)
      throws IOException, PublishException {
    if (isApplied(feeds, VisitorMarts.FEED)) {
      new VisitorMarts(tables)
          .run(days, funnels.map(Funnels::funnels), arguments.rule(), arguments.paths());
    }
    if (isApplied(feeds, Customers.FEED)) {
      new Customers(tables).run(days);
    }
    if (isApplied(feeds, Accounts.FEED)) {
      new Accounts(tables).run(days);
    }
  }

  private static boolean isApplied(List<Feed> feeds, String name) {
    return feeds.stream().anyMatch(feed -> feed.name().equals(name));
  }

  /** Reads them before anything is computed, so that what is wrong with them is told at once. */
  private static Optional<Funnels> funnels(CurateArguments arguments, FileSystem files)
      throws IOException, PublishException {
    if (arguments.funnels().isEmpty()) {
      return Optional.empty();
    }
    Path file = new Path(arguments.funnels().get());
    try (InputStream in = files.open(file)) {
      return Optional.of(
          Funnels.parse(file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (FileNotFoundException e) {
      throw new RefusedException("There is no file %s, which --funnels names.".formatted(file), e);
    }
  }
}
