package io.millrace.cli.run;

import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.InvalidSaltException;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The salt of this machine, with which personal data is hashed before it leaves. */
public final class PersonalSalt {

  private PersonalSalt() {}

  /** Where it lies below MILLRACE_HOME. */
  public static Path file(Path home) {
    return home.resolve("secrets").resolve("salt");
  }

  /**
   * The salt for a feed's records; made where there is none yet; empty when the feed needs none.
   *
   * @throws InvalidSaltException if the file holds none, or others may read it
   */
  public static Optional<Salt> of(Feed feed, Path home) throws IOException {
    return PersonalData.changes(feed)
        ? Optional.of(Salt.readOrCreate(file(home)))
        : Optional.empty();
  }
}
