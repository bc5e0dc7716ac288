package io.millrace.warehouse.retention;

import io.millrace.model.feed.FeedPaths;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.retention.KeepTimes;
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
 * Orders the only publishers of tables to drop what is kept no longer: landing of raw and
 * quarantine, and the drivers of live logs. How long feeds keep what has landed landing knows from
 * the declaration that it lands with. An order waits until its log is driven; a later one takes its
 * place.
 */
public final class DropOrders {

  private static final TableName TOLD = new TableName("ops", "retention");

  private final DroppablePartitions partitions;
  private final FileSystem files;
  private final String root;

  /**
   * Who was ordered to, each in order.
   *
   * @param liveLogs none while all live tables are kept for ever
   */
  public record Ordered(List<String> feeds, List<String> liveLogs) {}

  public DropOrders(DroppablePartitions partitions, FileSystem files, String root) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
  }

  /**
   * Leaves an order for each feed, and for each live log if any live table is not kept for ever.
   *
   * @param rules known to name nothing that there is none of
   * @throws PublishException when Hive does not answer, or there is no table to tell in what is
   *     dropped
   */
  public Ordered leave(RulesFolder rules, JobRun run) throws IOException, PublishException {
    List<String> feeds = folders(FeedPaths.under(root).folder());
    List<String> logs = folders(LandingPaths.liveLogs(root));
    boolean dropsLive = rules.rules().keepTimes().limits(KeepTimes.LIVE);
    if ((!feeds.isEmpty() || dropsLive) && !partitions.tables(TOLD.database()).contains(TOLD)) {
      throw new RefusedException(
          "There is no table %s, and nothing of raw or live is dropped that cannot be told. Create what is missing with: millrace feed apply --all"
              .formatted(TOLD));
    }
    String order =
        new DropOrder(rules.folder(), rules.keepTimes(), rules.holds(), RetentionLog.teller(run))
            .json();
    for (String feed : feeds) {
      WholeFile.replace(files, new Path(new LandingPaths(root, feed).dropOrder()), order + "\n");
    }
    for (String log : logs) {
      Path place = new Path(LandingPaths.live(root, log).dropOrder());
      if (dropsLive) {
        WholeFile.replace(files, place, order + "\n");
      } else {
        files.delete(place, false);
      }
    }
    return new Ordered(feeds, dropsLive ? logs : List.of());
  }

  /** Whether the stream says that it lands, so that orders are followed within seconds. */
  public boolean areFollowed() throws IOException {
    String mark = new StreamingPaths(root).readyMark("");
    Path folder = new Path(mark).getParent();
    return list(folder).stream()
        .anyMatch(file -> file.getPath().getName().endsWith(new Path(mark).getName()));
  }

  private List<String> folders(String of) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus folder : list(new Path(of))) {
      if (folder.isDirectory() && !folder.getPath().getName().startsWith(".")) {
        names.add(folder.getPath().getName());
      }
    }
    names.sort(null);
    return names;
  }

  private List<FileStatus> list(Path folder) throws IOException {
    try {
      return Arrays.asList(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
