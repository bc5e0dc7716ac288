package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.streaming.compact.HourDirectory;
import io.millrace.streaming.compact.HourSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Knows one feed's hours as the metastore would, and counts a record once. */
final class LocalCatalog implements PartitionCatalog, HourDirectory {

  private final String table;
  private final Map<EventHour, HourSize> sizes = new TreeMap<>();
  private final List<Long> registered = new ArrayList<>();

  LocalCatalog(String feed) {
    this.table = "raw." + feed;
  }

  @Override
  public synchronized void register(CommitRecord record) {
    if (registered.contains(record.seq())) {
      return;
    }
    registered.add(record.seq());
    if (record.compaction() != null) {
      sizes.remove(EventHour.parse(record.compaction().dt(), record.compaction().hour()));
    }
    record.files().stream()
        .filter(file -> file.zone() == Zone.RAW)
        .forEach(file -> count(record.seq(), file));
  }

  @Override
  public void addSegment(long segment, String location) {}

  @Override
  public void moveSegment(long segment, String location, String lastDay) {}

  private void count(long seq, LandedFile file) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/'));
    sizes.merge(
        EventHour.parse(file.dt(), file.hour()),
        size(folder, file, file.rows(), seq, 1, file.bytes()),
        (old, ignored) ->
            size(
                old.current().location(),
                file,
                old.current().rows() + file.rows(),
                seq,
                old.files() + 1,
                old.bytes() + file.bytes()));
  }

  private HourSize size(
      String folder, LandedFile file, long rows, long seq, long files, long bytes) {
    return new HourSize(
        new HourFiles(table, file.dt(), file.hour(), folder, rows, seq), files, bytes);
  }

  @Override
  public synchronized long rows(String dt, String hour) {
    return hour(table, dt, hour).map(HourFiles::rows).orElse(0L);
  }

  @Override
  public synchronized Optional<HourFiles> hour(String asked, String dt, String hour) {
    return Optional.ofNullable(sizes.get(EventHour.parse(dt, hour))).map(HourSize::current);
  }

  @Override
  public synchronized List<EventHour> hours(String asked) {
    return List.copyOf(sizes.keySet());
  }

  @Override
  public synchronized Map<EventHour, HourSize> sizes(String asked, Collection<EventHour> hours) {
    Map<EventHour, HourSize> found = new TreeMap<>(sizes);
    found.keySet().retainAll(hours);
    return found;
  }

  /** Forgets everything. */
  synchronized void clear() {
    sizes.clear();
    registered.clear();
  }

  @Override
  public void close() {}
}
