package io.millrace.warehouse.retention;

import io.millrace.model.feed.FeedPaths;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.streaming.StreamingPaths;
import io.millrace.warehouse.publish.DroppablePartitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.JobRun;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Orders landing, the only publisher of raw and quarantine, to drop what feeds keep no longer. How
 * long that is landing knows from the declaration that it lands with. An order waits until a feed
 * is landed; a later one takes its place.
 */
public final class LandingOrders {

  private static final TableName TOLD = new TableName("ops", "retention");

  private final DroppablePartitions partitions;
  private final FileSystem files;
  private final String root;

  public LandingOrders(DroppablePartitions partitions, FileSystem files, String root) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
  }

  /**
   * Leaves an order for each feed.
   *
   * @param rules known to name nothing that there is none of
   * @return the feeds, in order
   * @throws PublishException when Hive does not answer, or there is no table to tell in what is
   *     dropped
   */
  public List<String> leave(RulesFolder rules, JobRun run) throws IOException, PublishException {
    List<String> feeds = feeds();
    if (!feeds.isEmpty() && !partitions.tables(TOLD.database()).contains(TOLD)) {
      throw new RefusedException(
          "There is no table %s, and nothing of raw is dropped that cannot be told. Create what is missing with: millrace feed apply --all"
              .formatted(TOLD));
    }
    String order =
        new DropOrder(rules.folder(), rules.keepTimes(), rules.holds(), RetentionLog.teller(run))
            .json();
    for (String feed : feeds) {
      WholeFile.replace(files, new Path(new LandingPaths(root, feed).dropOrder()), order + "\n");
    }
    return feeds;
  }

  /** Whether the stream says that it lands, so that orders are followed within seconds. */
  public boolean areFollowed() throws IOException {
    String mark = new StreamingPaths(root).readyMark("");
    Path folder = new Path(mark).getParent();
    return list(folder).stream()
        .anyMatch(file -> file.getPath().getName().endsWith(new Path(mark).getName()));
  }

  private List<String> feeds() throws IOException {
    List<String> feeds = new ArrayList<>();
    for (FileStatus folder : list(new Path(FeedPaths.under(root).folder()))) {
      if (folder.isDirectory() && !folder.getPath().getName().startsWith(".")) {
        feeds.add(folder.getPath().getName());
      }
    }
    feeds.sort(null);
    return feeds;
  }

  private List<FileStatus> list(Path folder) throws IOException {
    try {
      return Arrays.asList(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
