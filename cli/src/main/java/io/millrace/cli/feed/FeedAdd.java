package io.millrace.cli.feed;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.tables.HiveTables;
import io.millrace.ingest.infer.Inferred;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.InvalidFeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a new feed's two files beside those that are there. */
public final class FeedAdd {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Checkout checkout;

  public FeedAdd(Checkout checkout) {
    this.checkout = checkout;
  }

  /** Whether an existing declaration may be replaced. */
  public enum Existing {
    KEEP,
    REPLACE
  }

  /**
   * Refuses what cannot become a feed before a sample is read.
   *
   * @throws CommandFailure when the name is not legal, or declared already and to be kept
   */
  public void requireFree(String name, Existing existing) {
    if (!NAME.matcher(name).matches()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "A feed cannot be named \"%s\"; legal: lower-case letters, digits and _, a letter first, at most 63."
              .formatted(name));
    }
    for (Path file : List.of(yaml(name), avsc(name))) {
      if (existing == Existing.KEEP && Files.exists(file)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "%s is there already and was left as it is. Choose another name, or replace it with --force."
                .formatted(file));
      }
    }
  }

  /**
   * Writes the two files.
   *
   * @throws CommandFailure when the feed does not go together with those that are declared
   */
  public void write(Inferred inferred) throws IOException {
    Feed feed = inferred.feed();
    HiveTables.declared(checkout, feed);
    requireOwnTopic(feed);
    replace(avsc(feed.name()), inferred.avsc());
    replace(yaml(feed.name()), inferred.yaml());
  }

  public Path yaml(String name) {
    return checkout.feeds().resolve(name + ".yaml");
  }

  public Path avsc(String name) {
    return checkout.feeds().resolve(name + ".avsc");
  }

  private void requireOwnTopic(Feed feed) throws IOException {
    List<Feed> all = new ArrayList<>(List.of(feed));
    for (String other : names()) {
      try {
        if (!other.equals(feed.name())) {
          all.add(Declarations.alone(checkout.feeds(), other).feed());
        }
      } catch (InvalidFeedException | IOException e) {
        // A declaration that is being written is no reason not to add another.
      }
    }
    try {
      FeedCatalog.of(all);
    } catch (InvalidFeedException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "Feed %s would not go together with those that are declared: %s."
              .formatted(feed.name(), e.problems().get(0)),
          e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(checkout.feeds())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml") && !file.startsWith("."))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .toList();
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path aside = Files.createTempFile(file.getParent(), ".feed", null);
    try {
      Files.writeString(aside, text);
      Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
