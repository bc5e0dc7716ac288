package io.millrace.model.landing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that outlives a driver, in memory and as a value: the log, staged and published files, the
 * partitions that readers know, compactions that were prepared. Copied before each step, so that
 * the explorer can go back. The last part of a file's name says which offsets it holds, as {@code
 * 0+1+2}.
 */
final class World implements LandingStore {

  static final String TABLE = "raw.feed";
  static final String DT = "2026-01-01";

  /** The hour of the day before that explorations have. */
  static final String DAY_BEFORE = "23";

  final TreeMap<Long, CommitRecord> log = new TreeMap<>();
  final TreeMap<String, LandedFile> staged = new TreeMap<>();
  final TreeMap<String, LandedFile> published = new TreeMap<>();
  final TreeMap<String, HourFiles> hours = new TreeMap<>();
  final TreeSet<Long> marks = new TreeSet<>();
  final TreeMap<String, StagedCompaction> prepared = new TreeMap<>();

  /** The day of an hour. */
  static String dt(String hour) {
    return hour.equals(DAY_BEFORE) ? "2025-12-31" : DT;
  }

  World copy() {
    World copy = new World();
    copy.log.putAll(log);
    copy.staged.putAll(staged);
    copy.published.putAll(published);
    copy.hours.putAll(hours);
    copy.marks.addAll(marks);
    copy.prepared.putAll(prepared);
    return copy;
  }

  /** What tells two worlds apart. */
  String identity() {
    StringBuilder identity = new StringBuilder();
    log.values()
        .forEach(
            r ->
                identity
                    .append(r.attempt())
                    .append(r.ranges())
                    .append(r.gaps())
                    .append(r.compaction() == null ? "" : r.compaction().folder())
                    .append(r.drop() == null ? "" : r.drop().partitions())
                    .append(';'));
    return identity
        .append(staged.keySet())
        .append(published.keySet())
        .append(hours.values())
        .append(marks)
        .append(prepared.values().stream().map(c -> c.before().lastSeq() + c.folder()).toList())
        .toString();
  }

  void stage(Collection<LandedFile> files) {
    files.forEach(file -> staged.put(file.staged(), file));
  }

  /** The folder that a batch's files of an hour go to. */
  String folder(String hour) {
    return Optional.ofNullable(hours.get(hour)).map(HourFiles::location).orElse("/" + hour);
  }

  /** The files in the folder that readers read of an hour. */
  List<LandedFile> files(String hour) {
    String folder = hours.get(hour).location();
    return published.values().stream().filter(f -> folderOf(f).equals(folder)).toList();
  }

  /**
   * The offsets that a reader who asks the metastore now would read, each as often as it is read.
   */
  List<Long> visible() {
    return hours.keySet().stream()
        .flatMap(hour -> files(hour).stream())
        .flatMap(file -> offsets(file).stream())
        .toList();
  }

  static List<Long> offsets(LandedFile file) {
    String name = file.path().substring(file.path().lastIndexOf('-') + 1);
    return Arrays.stream(name.split("\\+")).map(Long::parseLong).toList();
  }

  @Override
  public Optional<CommitRecord> last() {
    return log.isEmpty() ? Optional.empty() : Optional.of(log.lastEntry().getValue());
  }

  @Override
  public Optional<CommitRecord> unpublished() {
    return log.descendingMap().values().stream()
        .filter(r -> r.kind() != CommitRecord.Kind.CLAIM)
        .findFirst()
        .filter(r -> marks.isEmpty() || marks.last() < r.seq());
  }

  @Override
  public Optional<HourFiles> hour(String table, String dt, String hour) {
    return Optional.ofNullable(hours.get(hour));
  }

  @Override
  public boolean append(CommitRecord record) {
    return log.putIfAbsent(record.seq(), record) == null;
  }

  @Override
  public void publish(LandedFile file) {
    LandedFile source = staged.remove(file.staged());
    if (published.containsKey(file.path())) {
      return;
    }
    if (source == null) {
      throw new LandingStoppedException(file.path() + " is lost");
    }
    published.put(file.path(), file);
  }

  @Override
  public void register(CommitRecord record) {
    register(record, last().map(CommitRecord::keptFrom).orElse(KeptFrom.EVERYTHING));
  }

  /**
   * Registers a record.
   *
   * @param kept from which days on there may be partitions
   */
  void register(CommitRecord record, KeptFrom kept) {
    if (record.drop() != null) {
      record.drop().partitions().forEach(gone -> hours.remove(gone.name()));
      return;
    }
    Map<String, List<LandedFile>> byHour =
        record.files().stream()
            .collect(Collectors.groupingBy(LandedFile::hour, Collectors.toUnmodifiableList()));
    byHour.forEach(
        (hour, files) -> {
          HourFiles before = hours.get(hour);
          if (before != null && before.lastSeq() >= record.seq()) {
            return;
          }
          if (before == null && !kept.keepsRaw(files.get(0).dt())) {
            return;
          }
          long rows = files.stream().mapToLong(LandedFile::rows).sum();
          boolean adds = before != null && record.compaction() == null;
          hours.put(
              hour,
              new HourFiles(
                  TABLE,
                  dt(hour),
                  hour,
                  adds ? before.location() : folderOf(files.get(0)),
                  adds ? before.rows() + rows : rows,
                  record.seq()));
        });
  }

  @Override
  public void reopen(CommitRecord record) {}

  @Override
  public void markPublished(CommitRecord record) {
    marks.add(record.seq());
  }

  @Override
  public void dropStaging(long seq) {
    staged
        .keySet()
        .removeIf(name -> Character.isDigit(name.charAt(0)) && LandingPaths.seqOf(name) <= seq);
  }

  @Override
  public void tidy() {}

  private static String folderOf(LandedFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }
}
