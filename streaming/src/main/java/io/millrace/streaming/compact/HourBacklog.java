package io.millrace.streaming.compact;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandedFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hours that got files and may have become worth compacting, so that looking for them costs what
 * has changed and not what there is. For any number of threads.
 */
public final class HourBacklog {

  private final Set<TableHour> waiting = new LinkedHashSet<>();

  /** The hours that a record brought files for. */
  public synchronized void add(CommitRecord record, String rawTable) {
    for (LandedFile file : record.files()) {
      if (file.zone() == LandedFile.Zone.RAW) {
        waiting.add(new TableHour(rawTable, EventHour.parse(file.dt(), file.hour())));
      }
    }
  }

  synchronized void add(List<TableHour> hours) {
    waiting.addAll(hours);
  }

  /** Takes those that have waited for longest. */
  synchronized List<TableHour> take(int most) {
    List<TableHour> taken = new ArrayList<>();
    var hours = waiting.iterator();
    while (hours.hasNext() && taken.size() < most) {
      taken.add(hours.next());
      hours.remove();
    }
    return taken;
  }

  synchronized int size() {
    return waiting.size();
  }
}
