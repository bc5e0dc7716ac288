package io.millrace.cli.audit;

import io.millrace.cli.Console;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.kafka.KeptOffsets;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.stream.CommitLog;
import io.millrace.cli.tables.Hive;
import io.millrace.model.feed.Feed;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.SegmentedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks Kafka, the commit log, HDFS and Hive about feeds while landing may go on. The log is read
 * first and fixes up to where readers are asked; what is decided meanwhile is set aside.
 */
final class Evidence {

  private final Hdfs hdfs;
  private final TopicOffsets topics;
  private final Hive hive;
  private final Console console;

  Evidence(Hdfs hdfs, TopicOffsets topics, Hive hive, Console console) {
    this.hdfs = hdfs;
    this.topics = topics;
    this.hive = hive;
    this.console = console;
  }

  /** What is said of each feed. */
  List<FeedFacts> gather(List<Feed> feeds) throws IOException, InterruptedException {
    Map<String, LogView> logs = new LinkedHashMap<>();
    Map<String, SortedMap<Integer, KeptOffsets>> kafka = new LinkedHashMap<>();
    Map<String, SortedMap<Integer, Long>> ends = new LinkedHashMap<>();
    for (Feed feed : feeds) {
      console.progress("audit of " + feed.name() + ": commit log and topic");
      LogView log = readLog(feed);
      SortedMap<Integer, KeptOffsets> kept = new TreeMap<>(topics.of(feed.topic()));
      logs.put(feed.name(), log);
      kafka.put(feed.name(), kept);
      ends.put(feed.name(), publishedEnds(log, kept));
    }
    console.progress("audit: counting rows with Hive");
    ReaderQueries readers = new ReaderQueries(hive);
    Map<String, ReaderQueries.Counts> counts = readers.counts(ends);
    List<FeedFacts> all = new ArrayList<>();
    for (Feed feed : feeds) {
      String name = feed.name();
      console.progress("audit of " + name + ": files");
      List<StoredFile> files = files(name);
      List<LoggedBatch> since = since(feed, logs.get(name));
      FeedFacts facts =
          new FeedFacts(
              name,
              kafka.get(name),
              logs.get(name).published(),
              underWay(since),
              files,
              counts.get(name).raw(),
              counts.get(name).quarantine(),
              since.isEmpty() ? KeptFrom.EVERYTHING : since.get(since.size() - 1).kept(),
              List.of());
      if (Comparison.countsDiffer(facts)) {
        console.progress("audit of " + name + ": looking for the offsets that differ");
        facts = facts.withJumps(readers.jumps(name, ends.get(name)));
      }
      all.add(facts);
    }
    console.endProgress();
    return all;
  }

  /**
   * A feed's log at one moment.
   *
   * @param published entries whose files readers see
   * @param lastPublished the sequence number of the last of them, 0 if there is none
   */
  private record LogView(List<LoggedBatch> published, long lastPublished) {}

  private LogView readLog(Feed feed) throws IOException {
    CommitLog log = new CommitLog(hdfs, feed.name());
    long lastPublished =
        hdfs.list(log.paths().published()).stream()
            .filter(mark -> mark.name().matches("\\d{12}.*"))
            .mapToLong(mark -> LandingPaths.seqOf(mark.name()))
            .max()
            .orElse(0);
    List<LoggedBatch> published = new ArrayList<>();
    for (SegmentedLog.Line line : log.lines()) {
      if (line.seq() <= lastPublished) {
        published.add(LoggedBatchJson.read(line.origin(), line.json()));
      }
    }
    return new LogView(published, lastPublished);
  }

  /** What was decided after the log was read. */
  private List<LoggedBatch> since(Feed feed, LogView view) throws IOException {
    List<LoggedBatch> since = new ArrayList<>();
    for (SegmentedLog.Line line : new CommitLog(hdfs, feed.name()).after(view.lastPublished())) {
      since.add(LoggedBatchJson.read(line.origin(), line.json()));
    }
    return since;
  }

  private static Set<String> underWay(List<LoggedBatch> since) {
    Set<String> paths = new HashSet<>();
    since.forEach(batch -> batch.files().forEach(file -> paths.add(file.path())));
    return paths;
  }

  private List<StoredFile> files(String feed) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    for (String folder :
        List.of(
            new LandingPaths(hdfs.root(), feed).rawTable(),
            hdfs.root() + "/quarantine/feed=" + feed)) {
      for (StoredFile file : hdfs.listVisible(folder)) {
        found.add(new StoredFile(LoggedBatchJson.pathOf(file.path()), file.bytes()));
      }
    }
    return found;
  }

  /** Where each partition's published records end; partitions without any end at once. */
  private static SortedMap<Integer, Long> publishedEnds(
      LogView log, Map<Integer, KeptOffsets> kafka) {
    SortedMap<Integer, Long> ends = new TreeMap<>();
    kafka.keySet().forEach(partition -> ends.put(partition, 0L));
    for (LoggedBatch batch : log.published()) {
      batch.ranges().forEach(r -> ends.merge(r.partition(), r.until(), Math::max));
    }
    return ends;
  }
}
