package io.millrace.streaming;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.DeclaredFeeds.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds that are landed: those declared at the start, and whatever is declared since. A feed
 * without a version that can be used waits, with a note in HDFS, and holds no other up.
 *
 * <p>For one thread at a time.
 */
final class FeedRuns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedRuns.class);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(25);

  /** Makes what lands a feed. */
  interface Assembly {
    /**
     * Assembles, and starts nothing.
     *
     * @param found what the first look found, with a version that can be used
     */
    FeedRun assemble(LandingPaths paths, Look found);
  }

  private final DeclaredFeeds declared;
  private final Predicate<String> chosen;
  private final Assembly assembly;
  private final HdfsFiles files;
  private final String root;
  private final Map<String, FeedRun> runs = new TreeMap<>();
  private final Map<String, Look> waiting = new TreeMap<>();

  /**
   * @param chosen which of the declared feeds are landed
   * @param root the root of all zones
   */
  FeedRuns(
      DeclaredFeeds declared,
      Predicate<String> chosen,
      Assembly assembly,
      HdfsFiles files,
      String root) {
    this.declared = declared;
    this.chosen = chosen;
    this.assembly = assembly;
    this.files = files;
    this.root = root;
  }

  /**
   * Starts every feed that is declared and not landed yet.
   *
   * @return those that were started
   * @throws UncheckedIOException if the declarations cannot be read; then none was started
   */
  List<FeedRun> startDeclared(SparkSession spark) throws IOException, TimeoutException {
    return start(spark, looks());
  }

  /** The same, except that declarations that cannot be read now wait for a later call. */
  List<FeedRun> startNewlyDeclared(SparkSession spark) throws IOException, TimeoutException {
    Map<String, Look> looks;
    try {
      looks = looks();
    } catch (UncheckedIOException e) {
      LOG.warn("no new feeds can be looked for: {}", e.getMessage());
      return List.of();
    }
    return start(spark, looks);
  }

  /** Whether there are feeds, and each has stopped by itself. */
  boolean allStopped() {
    return !runs.isEmpty() && runs.values().stream().allMatch(FeedRun::stopped);
  }

  /** What each query says of itself. */
  List<QueryStatus> statuses() {
    return runs.values().stream().flatMap(run -> run.statuses().stream()).toList();
  }

  /**
   * Ends each feed after the batch under way, and then what runs beside them, which may still have
   * to hear of those batches. What takes longer than it may is interrupted.
   */
  void stop() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      together(threads, runs.values(), FeedRun::stop);
      together(
          threads,
          runs.values().stream().flatMap(run -> run.companions().stream()).toList(),
          CompanionRun::stop);
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Ending<T> {
    void end(T one) throws Exception;
  }

  private static <T> void together(ExecutorService threads, Collection<T> all, Ending<T> ending)
      throws InterruptedException {
    List<Callable<Void>> endings = new ArrayList<>();
    for (T one : all) {
      endings.add(
          () -> {
            ending.end(one);
            return null;
          });
    }
    for (Future<Void> end :
        threads.invokeAll(endings, STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        end.get();
      } catch (ExecutionException | CancellationException e) {
        LOG.warn("not all ended in good order, which loses nothing", e);
      }
    }
  }

  @Override
  public void close() {
    runs.values().forEach(FeedRun::close);
  }

  private Map<String, Look> looks() {
    Map<String, Look> looks = new TreeMap<>();
    for (String name : declared.names()) {
      if (chosen.test(name) && !runs.containsKey(name)) {
        looks.put(name, declared.look(name, Optional.empty()));
      }
    }
    return looks;
  }

  private List<FeedRun> start(SparkSession spark, Map<String, Look> looks)
      throws IOException, TimeoutException {
    List<FeedRun> started = new ArrayList<>();
    for (Map.Entry<String, Look> entry : looks.entrySet()) {
      LandingPaths paths = new LandingPaths(root, entry.getKey());
      Look look = entry.getValue();
      if (look.newest().isEmpty()) {
        if (!look.equals(waiting.put(paths.feed(), look))) {
          DeclarationInUse.note(files, paths, look.refused());
        }
        continue;
      }
      FeedRun run = assembly.assemble(paths, look);
      runs.put(paths.feed(), run);
      run.start(spark, files);
      started.add(run);
    }
    return started;
  }
}
