package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LogTable;
import io.millrace.streaming.compact.HourDirectory;
import io.millrace.streaming.compact.HourSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Knows one feed's hours as the metastore would, and counts a record once. */
final class LocalCatalog implements PartitionCatalog, HourDirectory {

  private final LandingPaths paths;
  private final String table;
  private final Map<EventHour, HourSize> sizes = new TreeMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final List<Long> registered = new ArrayList<>();

  LocalCatalog(LandingPaths paths) {
    this.paths = paths;
    this.table = paths.rawTableName();
  }

  @Override
  public synchronized void register(CommitRecord record, Supplier<KeptFrom> kept) {
    if (registered.contains(record.seq())) {
      return;
    }
    registered.add(record.seq());
    if (record.drop() != null) {
      record.drop().partitions().forEach(this::drop);
      return;
    }
    if (record.compaction() != null) {
      sizes.remove(EventHour.parse(record.compaction().dt(), record.compaction().hour()));
    }
    record.files().stream()
        .filter(file -> file.zone() == Zone.RAW)
        .forEach(file -> count(record.seq(), file));
    record.files().stream()
        .filter(file -> file.zone() == Zone.QUARANTINE)
        .forEach(file -> refused.merge(file.dt(), file.rows(), Long::sum));
  }

  private void drop(DroppedPartition gone) {
    if (gone.zone() == Zone.QUARANTINE) {
      refused.remove(gone.dt());
    } else {
      sizes.keySet().removeIf(hour -> name(hour).equals(gone.name()));
    }
  }

  @Override
  public synchronized List<String> names(LogTable of) {
    return of.zone() == Zone.QUARANTINE
        ? refused.keySet().stream().map(dt -> "feed=%s/dt=%s".formatted(paths.feed(), dt)).toList()
        : sizes.keySet().stream().map(LocalCatalog::name).toList();
  }

  @Override
  public synchronized List<DroppedPartition> leaving(LogTable of, List<String> names, String rule) {
    Zone zone = of.zone();
    List<DroppedPartition> leaving = new ArrayList<>();
    if (zone == Zone.QUARANTINE) {
      names.stream()
          .map(name -> name.substring(name.indexOf("dt=") + 3))
          .forEach(
              dt ->
                  leaving.add(
                      new DroppedPartition(
                          zone,
                          dt,
                          "feed=%s/dt=%s".formatted(paths.feed(), dt),
                          rule,
                          paths.quarantine(dt),
                          refused.get(dt),
                          1,
                          1)));
    } else {
      sizes.forEach(
          (hour, size) -> {
            if (names.contains(name(hour))) {
              leaving.add(
                  new DroppedPartition(
                      zone,
                      hour.dt(),
                      name(hour),
                      rule,
                      size.current().location(),
                      size.current().rows(),
                      size.files(),
                      size.bytes()));
            }
          });
    }
    return leaving;
  }

  @Override
  public void addRetentionDay(String dt, String location) {}

  private static String name(EventHour hour) {
    return "dt=%s/hour=%s".formatted(hour.dt(), hour.hour());
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
    refused.clear();
    registered.clear();
  }

  @Override
  public void close() {}
}
