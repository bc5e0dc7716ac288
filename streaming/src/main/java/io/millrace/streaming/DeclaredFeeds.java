package io.millrace.streaming;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.FeedVersions;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.model.privacy.InvalidSaltException;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import io.millrace.model.schema.SchemaEvolution;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The declared feeds as landing uses them: of each feed the newest version that can be used. One
 * that cannot is told and passed over, so that it stops nothing.
 */
final class DeclaredFeeds {

  private static final Logger LOG = LoggerFactory.getLogger(DeclaredFeeds.class);

  /**
   * What a look found.
   *
   * @param newest the newest version that can be used, or empty if there is none
   * @param refused which version after that one cannot be used and why, or empty
   */
  record Look(Optional<Declaration> newest, Optional<String> refused) {}

  private final FeedVersions versions;
  private final FeedVersions.Folder files;
  private final String salt;

  /**
   * @param folder of all feeds, without a slash at its end
   * @param salt the file of the salt of personal hashes, read only for feeds that need it
   */
  DeclaredFeeds(FeedVersions.Folder files, String folder, String salt) {
    this.versions = new FeedVersions(files, new FeedPaths(folder));
    this.files = files;
    this.salt = salt;
  }

  /**
   * The feeds that have a version of any kind, in order.
   *
   * @throws UncheckedIOException if the folder cannot be read now
   */
  List<String> names() {
    try {
      return versions.feeds();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks for a newer version. When one cannot be read now, none after it is looked at, since each
   * builds on those before.
   *
   * @param known the version that is used, or empty to begin with the first
   * @throws UncheckedIOException if the feed's folder cannot be read now
   */
  Look look(String feed, Optional<Declaration> known) {
    Optional<Declaration> newest = known;
    Optional<String> refused = Optional.empty();
    try {
      for (int number : versions.numbers(feed)) {
        if (known.isPresent() && number <= known.get().version()) {
          continue;
        }
        try {
          newest = Optional.of(usable(feed, number, newest));
          refused = Optional.empty();
        } catch (UnusableVersionException
            | InvalidFeedException
            | InvalidSaltException
            | FileNotFoundException e) {
          refused = Optional.of(FeedPaths.name(number) + ": " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
          return new Look(
              newest,
              Optional.of(FeedPaths.name(number) + ": cannot be read now: " + e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Look(newest, refused);
  }

  /**
   * The newest version of a feed that can be used, looked for whenever it is asked for. When the
   * folder cannot be read it is that of the time before. For one thread at a time.
   */
  Supplier<Optional<Declaration>> following(String feed) {
    return new Supplier<>() {
      private Optional<Declaration> known = Optional.empty();

      @Override
      public Optional<Declaration> get() {
        try {
          known = look(feed, known).newest();
        } catch (UncheckedIOException e) {
          LOG.warn("feed {}: no newer version can be looked for: {}", feed, e.getMessage());
        }
        return known;
      }
    };
  }

  private Declaration usable(String name, int number, Optional<Declaration> before)
      throws IOException {
    FeedVersion version = versions.read(name, number);
    Feed feed = version.parse();
    if (!feed.name().equals(name)) {
      throw new UnusableVersionException("it declares feed " + feed.name() + ", not " + name);
    }
    if (before.isPresent()) {
      requireSameTopic(before.get().feed(), feed);
      requireReadable(before.get().feed(), feed);
    }
    Set<String> schemas = new LinkedHashSet<>(before.map(Declaration::schemas).orElse(List.of()));
    schemas.add(version.avsc());
    return new Declaration(
        number, feed, List.copyOf(schemas), PersonalData.changes(feed) ? salt() : null);
  }

  private Salt salt() throws IOException {
    return Salt.parse(
        salt,
        files
            .read(salt)
            .orElseThrow(
                () ->
                    new UnusableVersionException(
                        "personal data is to be hashed or dropped, but there is no salt at %s; `millrace feed apply` writes it"
                            .formatted(salt))));
  }

  /** The commit log counts the offsets of one topic. */
  private static void requireSameTopic(Feed before, Feed feed) {
    if (!feed.topic().equals(before.topic())) {
      throw new UnusableVersionException(
          "topic %s, but the feed's commit log is that of topic %s: a feed keeps its topic, declare another feed"
              .formatted(feed.topic(), before.topic()));
    }
  }

  /** Rows that are landed must stay readable beside those to come. */
  private static void requireReadable(Feed before, Feed feed) {
    List<Problem> problems = SchemaEvolution.check(before.avsc(), feed.avsc());
    if (!problems.isEmpty()) {
      throw new UnusableVersionException(
          problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
  }

  /** A version must be passed over. The message says what is wrong with it. */
  private static final class UnusableVersionException extends RuntimeException {
    UnusableVersionException(String message) {
      super(message);
    }
  }
}
