package io.millrace.model.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link FeedPaths} lays out. Nothing is kept: every call looks again. */
public final class FeedVersions {
  private final Folder files;
  private final FeedPaths paths;

  /** What is needed of the file system. */
  public interface Folder {
    /** The names directly below a folder; none if there is no such folder. */
    List<String> names(String folder) throws IOException;

    /** The text of a small file, or empty if there is none. */
    Optional<String> read(String path) throws IOException;
  }

  public FeedVersions(Folder files, FeedPaths paths) {
    this.files = files;
    this.paths = paths;
  }

  /** The feeds that have a version, by name. */
  public List<String> feeds() throws IOException {
    List<String> feeds = new ArrayList<>();
    for (String name : files.names(paths.folder())) {
      if (FeedReader.NAME.matcher(name).matches() && !numbers(name).isEmpty()) {
        feeds.add(name);
      }
    }
    feeds.sort(null);
    return feeds;
  }

  /** The numbers of a feed's versions, ascending; none for a feed that was never applied. */
  public List<Integer> numbers(String feed) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String name : files.names(paths.feed(feed))) {
      FeedPaths.numberOf(name).ifPresent(numbers::add);
    }
    numbers.sort(null);
    return numbers;
  }

  /** The number of the feed's declaration now, or 0 for a feed that was never applied. */
  public int newestNumber(String feed) throws IOException {
    List<Integer> numbers = numbers(feed);
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** The feed's declaration now, or empty for a feed that was never applied. */
  public Optional<FeedVersion> newest(String feed) throws IOException {
    int number = newestNumber(feed);
    return number == 0 ? Optional.empty() : Optional.of(read(feed, number));
  }

  /** All versions of a feed, ascending: every schema its records may have been written with. */
  public List<FeedVersion> all(String feed) throws IOException {
    List<FeedVersion> versions = new ArrayList<>();
    for (int number : numbers(feed)) {
      versions.add(read(feed, number));
    }
    return versions;
  }

  /**
   * One version.
   *
   * @throws java.io.FileNotFoundException when a file of it is missing, which only someone's hand
   *     can bring about
   */
  public FeedVersion read(String feed, int number) throws IOException {
    return new FeedVersion(
        feed, number, text(paths.yaml(feed, number)), text(paths.avsc(feed, number)));
  }

  private String text(String path) throws IOException {
    return files
        .read(path)
        .orElseThrow(
            () -> new FileNotFoundException(path + " is missing, though its version is there"));
  }
}
