package io.millrace.cli.feed;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.model.feed.UnknownFeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The declared feeds with the files that declare them. */
public final class Declarations {

  private final Path folder;
  private final FeedCatalog catalog;

  private Declarations(Path folder, FeedCatalog catalog) {
    this.folder = folder;
    this.catalog = catalog;
  }

  /**
   * Reads every declaration of a folder.
   *
   * @throws InvalidFeedException when anything in any of the files is wrong
   */
  public static Declarations load(Path folder) throws InvalidFeedException {
    return new Declarations(folder, FeedCatalog.load(folder));
  }

  /**
   * One feed of a folder whose other files may be wrong.
   *
   * @throws UnknownFeedException when it is not declared
   */
  static DeclaredFeed alone(Path folder, String name) throws IOException {
    Path yaml = folder.resolve(name + ".yaml");
    if (!Files.exists(yaml)) {
      throw new UnknownFeedException(name, names(folder));
    }
    String declaration = Files.readString(yaml);
    String schema = Files.readString(folder.resolve(name + ".avsc"));
    return new DeclaredFeed(FeedCatalog.parse(name, declaration, schema), declaration, schema);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  /** All feeds, by name. */
  public List<DeclaredFeed> all() throws IOException {
    List<DeclaredFeed> all = new ArrayList<>();
    for (Feed feed : catalog.feeds()) {
      all.add(declared(feed));
    }
    return all;
  }

  /**
   * The feed of that name.
   *
   * @throws UnknownFeedException when there is none
   */
  public DeclaredFeed require(String name) throws IOException, UnknownFeedException {
    return declared(catalog.require(name));
  }

  private DeclaredFeed declared(Feed feed) throws IOException {
    return new DeclaredFeed(
        feed,
        Files.readString(folder.resolve(feed.name() + ".yaml")),
        Files.readString(folder.resolve(feed.name() + ".avsc")));
  }
}
