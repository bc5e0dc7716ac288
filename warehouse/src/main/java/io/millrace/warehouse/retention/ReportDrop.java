package io.millrace.warehouse.retention;

import io.millrace.model.retention.KeepTimes;
import io.millrace.warehouse.publish.DropJournal;
import io.millrace.warehouse.publish.DroppedPartition;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Drops the reports of days. They are files that people open, so that they go at once. */
final class ReportDrop {

  private final FileSystem files;
  private final Path folder;
  private final DropJournal journal;

  ReportDrop(FileSystem files, String root, DropJournal journal) {
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/" + KeepTimes.REPORTS));
    this.journal = journal;
  }

  /** Tells what a run that died has dropped. */
  void settle() throws IOException, PublishException {
    journal.settle(KeepTimes.REPORTS, this::locations);
  }

  /**
   * Drops days.
   *
   * @param rules because of what, by day
   */
  int drop(SortedMap<PartitionKey, String> rules) throws IOException, PublishException {
    List<DroppedPartition> leaving = new ArrayList<>();
    for (Map.Entry<PartitionKey, String> there : locations(rules.keySet()).entrySet()) {
      ContentSummary summary = files.getContentSummary(new Path(there.getValue()));
      leaving.add(
          new DroppedPartition(
              there.getKey(),
              rules.get(there.getKey()),
              there.getValue(),
              OptionalLong.empty(),
              summary.getFileCount(),
              summary.getLength()));
    }
    if (!leaving.isEmpty()) {
      String note = journal.note(KeepTimes.REPORTS, leaving);
      for (DroppedPartition day : leaving) {
        files.delete(new Path(day.location()), true);
      }
      journal.show(note);
    }
    return leaving.size();
  }

  private Map<PartitionKey, String> locations(Collection<PartitionKey> days) throws IOException {
    Map<PartitionKey, String> there = new TreeMap<>();
    for (PartitionKey day : days) {
      Path place = new Path(folder, day.name());
      if (files.exists(place)) {
        there.put(day, place.toString());
      }
    }
    return there;
  }
}
