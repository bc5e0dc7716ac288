package io.millrace.warehouse.curate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.session.ClosedHours;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The days of {@code dw.sessions} that were written while some of their sessions could go on,
 * {@code <root>/ops/open_sessions/dt=}: each a file that says what of the next day was closed then.
 * Once more of it is, the day would come out otherwise: it is due.
 *
 * <p>A file is left before its day is swapped in and taken away after a day without open sessions
 * has been, so that a run that dies between leaves one too many: that day is written once more.
 */
public final class OpenSessions {

  /** What of the day after a day is closed. The second is told once, not with every hour of it. */
  enum NextDay {
    /** Not its first hour: whatever went on at midnight is cut off there, or nearly. */
    OPEN,
    /** Its first hour at least: what ended soon after midnight is whole. */
    BEGUN,
    /** All of it: what lasted on is whole. */
    CLOSED;

    static NextDay of(LocalDate day, ClosedHours closed) {
      Instant midnight = start(day.plusDays(1));
      if (!closed.cover(midnight, midnight.plusSeconds(3_600))) {
        return OPEN;
      }
      return closed.cover(midnight, start(day.plusDays(2))) ? CLOSED : BEGUN;
    }

    private static Instant start(LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  private final FileSystem files;
  private final String root;
  private final Path folder;

  public OpenSessions(FileSystem files, String root) {
    this.files = files;
    this.root = root;
    this.folder = new Path(root + "/ops/open_sessions");
  }

  /** Says of days what of the next one was closed when their sessions were made. */
  void leave(Map<LocalDate, NextDay> days) throws IOException {
    for (Map.Entry<LocalDate, NextDay> day : days.entrySet()) {
      try (FSDataOutputStream out = files.create(file(day.getKey()), true)) {
        out.write(day.getValue().name().getBytes(UTF_8));
      }
    }
  }

  /** Takes days off the list; one that is not on it may be taken off as well. */
  public void remove(Collection<LocalDate> days) throws IOException {
    for (LocalDate day : days) {
      files.delete(file(day), false);
    }
  }

  /**
   * Those days of which more is closed by now, so that their sessions are to be made again.
   *
   * @param feed the one that sessions are made of
   * @param landed its landed hours
   */
  public NavigableSet<LocalDate> due(String feed, Collection<PartitionKey> landed)
      throws IOException {
    NavigableMap<LocalDate, NextDay> then = list();
    NavigableSet<LocalDate> due = new TreeSet<>();
    if (then.isEmpty()) {
      return due;
    }
    Set<String> next =
        then.keySet().stream().map(day -> day.plusDays(1).toString()).collect(Collectors.toSet());
    ClosedHours closed =
        new ClosedHours(
            new ClosedFlags(files, root, feed).read(next),
            landed.stream().map(PartitionKey::eventHour).map(EventHour::start).toList());
    then.forEach(
        (day, known) -> {
          if (NextDay.of(day, closed).compareTo(known) > 0) {
            due.add(day);
          }
        });
    return due;
  }

  private NavigableMap<LocalDate, NextDay> list() throws IOException {
    NavigableMap<LocalDate, NextDay> days = new TreeMap<>();
    for (FileStatus file : children()) {
      String name = file.getPath().getName();
      if (name.startsWith("dt=")) {
        days.put(LocalDate.parse(name.substring("dt=".length())), known(file.getPath()));
      }
    }
    return days;
  }

  /** What a file says; one that was cut short says that nothing was closed. */
  private NextDay known(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      String said = new String(in.readAllBytes(), UTF_8);
      return List.of(NextDay.values()).stream()
          .filter(known -> known.name().equals(said))
          .findFirst()
          .orElse(NextDay.OPEN);
    } catch (FileNotFoundException e) {
      // Taken away since the folder was read: its day is whole.
      return NextDay.CLOSED;
    }
  }

  private FileStatus[] children() throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private Path file(LocalDate day) {
    return new Path(folder, "dt=" + day);
  }
}
