package io.millrace.model.landing;

import io.millrace.model.feed.FeedVersions.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a commit log. It lies in segments of {@value #SEGMENT} numbers each: those that are full
 * are one file with a record a line, the others a folder with a file a record. Nothing is read
 * before it is needed.
 *
 * <p>A segment that is merged is read from its merged file alone: its folder may still be there for
 * readers who began with it, and hold less, or what a driver left that came back after all of it
 * was merged.
 */
public final class SegmentedLog {

  /** How many numbers a segment has. */
  public static final int SEGMENT = 1000;

  private static final Pattern SEGMENT_FOLDER = Pattern.compile("segment=(\\d{6,})");
  private static final Pattern ENTRY = Pattern.compile("\\d{12}\\.json");

  /**
   * A record as it stands in the log.
   *
   * @param seq its number by its place
   * @param origin the file, and the line where it has several
   * @param json the text
   */
  public record Line(long seq, String origin, String json) {

    /** The record; {@link LandingStoppedException} if it is none. */
    public CommitRecord record() {
      return CommitRecordJson.read(origin, json);
    }
  }

  private final Folder files;
  private final LandingPaths paths;

  public SegmentedLog(Folder files, LandingPaths paths) {
    this.files = files;
    this.paths = paths;
  }

  /** The number of the segment that a record belongs to. */
  public static long segmentOf(long seq) {
    return seq / SEGMENT;
  }

  /** The record of the highest number. */
  public Optional<CommitRecord> last() {
    return backwards().findFirst();
  }

  /** All records from the last to the first; a segment is read as the stream comes to it. */
  public Stream<CommitRecord> backwards() {
    List<Long> segments = segments();
    Collections.reverse(segments);
    return segments.stream()
        .flatMap(
            segment -> {
              List<Lines> lines = lines(segment);
              Collections.reverse(lines);
              return lines.stream().flatMap(Lines::backwards);
            })
        .map(Line::record);
  }

  /** All records from the first to the last as they stand there, whether sensible or not. */
  public Stream<Line> lines() {
    return linesAfter(0);
  }

  /** Those of numbers above {@code seq}; segments before it are not looked at. */
  public Stream<Line> linesAfter(long seq) {
    return segments().stream()
        .filter(segment -> segment >= segmentOf(seq + 1))
        .flatMap(segment -> lines(segment).stream())
        .filter(lines -> lines.reachBeyond(seq))
        .flatMap(Lines::forwards)
        .filter(line -> line.seq() > seq);
  }

  /** The segments that are there, in order, merged or not. */
  List<Long> segments() {
    TreeSet<Long> segments = new TreeSet<>(numbers(paths.mergedLog()));
    segments.addAll(unmerged());
    return new ArrayList<>(segments);
  }

  /**
   * The segments that have a folder of entries, in order.
   *
   * @throws LandingStoppedException if entries lie beside the segments
   */
  public List<Long> unmerged() {
    List<String> strays =
        names(paths.log()).stream().filter(name -> ENTRY.matcher(name).matches()).toList();
    if (!strays.isEmpty()) {
      throw new LandingStoppedException(
          String.format(
              Locale.ROOT,
              "%s holds %d commit records outside segments, as %s: it was written by a version before segments, which this one does not read. Move each record NNN…NNN.json to segment=<its number / %d, six digits>/ there",
              paths.log(),
              strays.size(),
              strays.get(0),
              SEGMENT));
    }
    return new ArrayList<>(new TreeSet<>(numbers(paths.log())));
  }

  private List<Long> numbers(String folder) {
    return names(folder).stream()
        .map(SEGMENT_FOLDER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .toList();
  }

  /** A merged segment's records, or empty if it is not merged. */
  public Optional<List<Line>> merged(long segment) {
    String path = paths.mergedFile(segment);
    return read(path)
        .map(
            text -> {
              List<Line> lines = new ArrayList<>();
              long first = Math.max(1, segment * SEGMENT);
              for (String json : text.lines().toList()) {
                lines.add(
                    new Line(first + lines.size(), path + ", line " + (lines.size() + 1), json));
              }
              return lines;
            });
  }

  /** The records in a segment's folder, in order, whether it is merged or not. */
  public Stream<Line> entries(long segment) {
    return entryFiles(segment).stream().flatMap(Lines::forwards);
  }

  /** One file's records; read when they are asked for. */
  private interface Lines {
    Stream<Line> forwards();

    Stream<Line> backwards();

    /** Whether there can be a number above {@code seq}. */
    boolean reachBeyond(long seq);
  }

  /** A list of already read lines. */
  private record Read(List<Line> lines) implements Lines {
    @Override
    public Stream<Line> forwards() {
      return lines.stream();
    }

    @Override
    public Stream<Line> backwards() {
      List<Line> reversed = new ArrayList<>(lines);
      Collections.reverse(reversed);
      return reversed.stream();
    }

    @Override
    public boolean reachBeyond(long seq) {
      return true;
    }
  }

  private final class Entry implements Lines {
    private final long seq;

    Entry(long seq) {
      this.seq = seq;
    }

    @Override
    public Stream<Line> forwards() {
      String path = paths.logEntry(seq);
      Optional<Line> line = read(path).map(json -> new Line(seq, path, json));
      return Stream.of(line.orElseGet(this::fromMerged));
    }

    /** Its segment was merged, and its folder taken away, since it was listed. */
    private Line fromMerged() {
      return merged(segmentOf(seq)).stream()
          .flatMap(List::stream)
          .filter(line -> line.seq() == seq)
          .findFirst()
          .orElseThrow(
              () ->
                  new LandingStoppedException(
                      paths.logEntry(seq) + " vanished while it was being read"));
    }

    @Override
    public Stream<Line> backwards() {
      return forwards();
    }

    @Override
    public boolean reachBeyond(long number) {
      return seq > number;
    }
  }

  private List<Lines> lines(long segment) {
    Optional<List<Line>> merged = merged(segment);
    if (merged.isPresent()) {
      return new ArrayList<>(List.of(new Read(merged.get())));
    }
    return entryFiles(segment);
  }

  private List<Lines> entryFiles(long segment) {
    List<Lines> entries = new ArrayList<>();
    names(paths.segment(segment)).stream()
        .filter(name -> ENTRY.matcher(name).matches())
        .sorted()
        .forEach(name -> entries.add(new Entry(LandingPaths.seqOf(name))));
    return entries;
  }

  private List<String> names(String folder) {
    try {
      return files.names(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  private Optional<String> read(String path) {
    try {
      return files.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }
}
