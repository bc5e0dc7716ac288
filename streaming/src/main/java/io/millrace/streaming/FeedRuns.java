package io.millrace.streaming;

import io.millrace.model.landing.LandingPaths;
import io.millrace.streaming.DeclaredFeeds.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
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
  private final Assembly assembly;
  private final HdfsFiles files;
  private final String root;
  private final Map<String, FeedRun> runs = new TreeMap<>();
  private final Map<String, Look> waiting = new TreeMap<>();

  /**
   * @param root the root of all zones
   */
  FeedRuns(DeclaredFeeds declared, Assembly assembly, HdfsFiles files, String root) {
    this.declared = declared;
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

  /** Ends each feed after the batch under way. */
  void stop() throws TimeoutException {
    for (FeedRun run : runs.values()) {
      run.stop();
    }
  }

  @Override
  public void close() {
    runs.values().forEach(FeedRun::close);
  }

  private Map<String, Look> looks() {
    Map<String, Look> looks = new TreeMap<>();
    for (String name : declared.names()) {
      if (!runs.containsKey(name)) {
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
