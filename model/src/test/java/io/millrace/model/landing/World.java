package io.millrace.model.landing;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that outlives a driver, in memory and as a value: the log, staged and published files, the
 * partitions that readers know. Copied before each step, so that the explorer can go back.
 */
final class World implements LandingStore {

  final TreeMap<Long, CommitRecord> log = new TreeMap<>();
  final TreeMap<String, LandedFile> staged = new TreeMap<>();
  final TreeMap<String, LandedFile> published = new TreeMap<>();
  final TreeSet<String> partitions = new TreeSet<>();
  final TreeSet<Long> marks = new TreeSet<>();

  World copy() {
    World copy = new World();
    copy.log.putAll(log);
    copy.staged.putAll(staged);
    copy.published.putAll(published);
    copy.partitions.addAll(partitions);
    copy.marks.addAll(marks);
    return copy;
  }

  /** What tells two worlds apart. */
  String identity() {
    StringBuilder identity = new StringBuilder();
    log.values().forEach(r -> identity.append(r.attempt()).append(r.ranges()).append(';'));
    return identity
        .append(staged.keySet())
        .append(published.keySet())
        .append(partitions)
        .append(marks)
        .toString();
  }

  void stage(LandedFile file) {
    staged.put(file.staged(), file);
  }

  /** The files that a reader who asks the metastore now would read. */
  List<LandedFile> visible() {
    return published.values().stream().filter(f -> partitions.contains(partition(f))).toList();
  }

  @Override
  public Optional<CommitRecord> last() {
    return log.isEmpty() ? Optional.empty() : Optional.of(log.lastEntry().getValue());
  }

  @Override
  public Optional<CommitRecord> unpublished() {
    return log.descendingMap().values().stream()
        .filter(r -> r.kind() == CommitRecord.Kind.BATCH)
        .findFirst()
        .filter(r -> marks.isEmpty() || marks.last() < r.seq());
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
    record.files().forEach(f -> partitions.add(partition(f)));
  }

  @Override
  public void reopen(CommitRecord record) {}

  @Override
  public void markPublished(CommitRecord record) {
    marks.add(record.seq());
  }

  @Override
  public void dropStaging(long seq) {
    staged.keySet().removeIf(name -> LandingPaths.seqOf(name) <= seq);
  }

  private static String partition(LandedFile file) {
    return file.dt() + "/" + file.hour();
  }
}
