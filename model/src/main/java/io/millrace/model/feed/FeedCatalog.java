package io.millrace.model.feed;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.FeedReader.ReadFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The declared feeds. A feed is two files of its name side by side: {@code <name>.yaml}, the
 * declaration, and {@code <name>.avsc}, the Avro schema of its records.
 */
public final class FeedCatalog {
  private static final String YAML = ".yaml";
  private static final String AVSC = ".avsc";

  private final Map<String, Feed> feeds;

  private FeedCatalog(Map<String, Feed> feeds) {
    this.feeds = feeds;
  }

  /**
   * Reads every feed of a folder.
   *
   * @throws InvalidFeedException when anything in any of the files is wrong, or the folder declares
   *     no feed
   */
  public static FeedCatalog load(Path dir) throws InvalidFeedException {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> texts = texts(dir, problems);
    TreeSet<String> names = new TreeSet<>();
    texts.keySet().forEach(file -> names.add(file.substring(0, file.lastIndexOf('.'))));
    if (names.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              dir.toString(), 0, "", "no declaration", "a folder of <feed>.yaml and <feed>.avsc"));
    }
    List<ReadFeed> feeds = new ArrayList<>();
    for (String name : names) {
      String yaml = texts.get(name + YAML);
      String avsc = texts.get(name + AVSC);
      if (yaml == null || avsc == null) {
        String missing = name + (yaml == null ? YAML : AVSC);
        problems.add(
            new Problem(
                missing, 0, "", "missing", "a file beside " + name + (yaml == null ? AVSC : YAML)));
        continue;
      }
      Optional<ReadFeed> read = new FeedReader(problems).read(name + YAML, yaml, name + AVSC, avsc);
      if (read.isPresent() && !read.get().feed().name().equals(name)) {
        ReadFeed other = read.get();
        String legal = name + ", the file's name";
        problems.add(
            new Problem(name + YAML, other.nameLine(), "feed", other.feed().name(), legal));
      }
      read.ifPresent(feeds::add);
    }
    return checked(feeds, problems);
  }

  /**
   * Reads one feed from text.
   *
   * @param origin what messages name as the file, without its ending
   * @throws InvalidFeedException when anything is wrong
   */
  public static Feed parse(String origin, String yaml, String avsc) throws InvalidFeedException {
    List<Problem> problems = new ArrayList<>();
    return new FeedReader(problems)
        .read(origin + YAML, yaml, origin + AVSC, avsc)
        .map(ReadFeed::feed)
        .orElseThrow(() -> new InvalidFeedException(problems));
  }

  /**
   * The catalog of those feeds.
   *
   * @throws InvalidFeedException when two share a name or a topic
   */
  public static FeedCatalog of(Collection<Feed> feeds) throws InvalidFeedException {
    return checked(
        feeds.stream().map(feed -> new ReadFeed(feed, 0, 0)).toList(), new ArrayList<>());
  }

  /**
   * The feed of that name.
   *
   * @throws UnknownFeedException when there is none
   */
  public Feed require(String name) throws UnknownFeedException {
    Feed feed = feeds.get(name);
    if (feed == null) {
      throw new UnknownFeedException(name, List.copyOf(feeds.keySet()));
    }
    return feed;
  }

  /** All feeds, by name. */
  public List<Feed> feeds() {
    return List.copyOf(feeds.values());
  }

  private static FeedCatalog checked(Collection<ReadFeed> feeds, List<Problem> problems) {
    Map<String, Feed> byName = new TreeMap<>();
    Map<String, String> topics = new LinkedHashMap<>();
    for (ReadFeed read : feeds) {
      Feed feed = read.feed();
      String file = feed.name() + YAML;
      if (byName.put(feed.name(), feed) != null) {
        problems.add(new Problem(file, read.nameLine(), "feed", feed.name(), "a name of its own"));
      }
      for (String topic : List.of(feed.topic(), feed.dlqTopic())) {
        String owner = topics.putIfAbsent(topic, feed.name());
        if (owner != null) {
          String legal = "a topic that feed " + owner + " does not use";
          problems.add(new Problem(file, read.topicLine(), "topic", topic, legal));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidFeedException(problems);
    }
    return new FeedCatalog(byName);
  }

  private static Map<String, String> texts(Path dir, List<Problem> problems) {
    Map<String, String> texts = new TreeMap<>();
    if (!Files.isDirectory(dir)) {
      problems.add(
          new Problem(
              dir.toString(), 0, "", "no such folder", "a folder of <feed>.yaml and <feed>.avsc"));
      return texts;
    }
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && (name.endsWith(YAML) || name.endsWith(AVSC))) {
          text(file, problems).ifPresent(text -> texts.put(name, text));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + dir, e);
    }
    return texts;
  }

  private static Optional<String> text(Path file, List<Problem> problems) {
    String name = file.getFileName().toString();
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      problems.add(new Problem(name, 0, "", "not UTF-8", "a text file in UTF-8"));
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "", "unreadable: " + e.getMessage(), "a readable file"));
    }
    return Optional.empty();
  }
}
