package io.millrace.ingest.mapping;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.Refused;
import io.millrace.model.rule.RuleCheck;
import java.util.Optional;

/**
 * Makes the lines of one file, given in order, records as they may be sent: mapped, held against
 * the feed's quality rules, personal data treated as the feed declares it. For one file and one
 * thread.
 */
public final class RecordMaker {
  private final LineMapper mapper;
  private final RuleCheck rules;
  private final Optional<PersonalData> personalData;

  /**
   * A maker for one file.
   *
   * @param contentSha256 of the file's uncompressed bytes, of which ids are made
   * @param salt for a feed that hashes personal data
   * @param geography by which the places of addresses are filled in
   * @throws IllegalArgumentException when such a feed gets none
   */
  public RecordMaker(
      Feed feed,
      SourceMapping mapping,
      byte[] contentSha256,
      Optional<Salt> salt,
      Geography geography) {
    this.mapper = new LineMapper(feed, mapping, contentSha256, geography);
    this.rules = new RuleCheck(feed);
    if (PersonalData.changes(feed) && salt.isEmpty()) {
      throw new IllegalArgumentException(
          "Feed " + feed.name() + " changes personal data, so it needs a salt.");
    }
    this.personalData = salt.map(s -> new PersonalData(feed, s));
  }

  /**
   * What that line becomes.
   *
   * @throws UnusableFileException when the file as a whole cannot be mapped
   */
  public Mapped make(Line line) throws UnusableFileException {
    Mapped mapped = mapper.map(line);
    if (mapped instanceof Row row) {
      Refused refused = rules.check(row.values());
      if (refused != null) {
        return new Broken(BreakReason.RULE, refused.field(), refused.detail(), refused.rule());
      }
      personalData.ifPresent(p -> p.protect(row.values()));
    }
    return mapped;
  }

  /** Passes over a line that was made a record before; a header among them is read all the same. */
  public void pass(Line line) throws UnusableFileException {
    mapper.pass(line);
  }

  /**
   * To be called after the last line.
   *
   * @throws UnusableFileException when the source has a header and the file had no line at all
   */
  public void requireHeader() throws UnusableFileException {
    mapper.requireHeader();
  }
}
