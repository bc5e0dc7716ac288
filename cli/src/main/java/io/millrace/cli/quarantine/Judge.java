package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import io.millrace.model.record.WireEncoder;
import io.millrace.model.schema.SchemaVersions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whether a feed's newest declaration, and landing, accept a record, and how it is then sent: in
 * the feed's own wire format and under its key, personal data hashed or dropped, as every producer
 * sends it.
 */
final class Judge {

  /** The longest key and value that a topic of default settings takes. */
  private static final int MOST_BYTES = 1_000_000;

  private final Feed feed;
  private final KeptFrom kept;
  private final RecordDecoder decoder;
  private final WireEncoder encoder;
  private final Optional<PersonalData> personal;
  private final Clock clock;

  /**
   * @param versions all that were applied, the newest last
   * @param kept from which days on landing takes records
   */
  Judge(Feed feed, List<FeedVersion> versions, KeptFrom kept, Optional<Salt> salt, Clock clock) {
    this.feed = feed;
    this.kept = kept;
    this.decoder =
        new RecordDecoder(
            feed, SchemaVersions.of(feed, versions.stream().map(FeedVersion::avsc).toList()));
    this.encoder = WireEncoder.of(feed);
    this.personal = salt.map(secret -> new PersonalData(feed, secret));
    this.clock = clock;
  }

  /** What becomes of a record. */
  sealed interface Verdict {}

  /** It can be sent. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  record Accepted(byte[] key, byte[] value) implements Verdict {}

  /** It is still refused. */
  record StillRefused(Refused why) implements Verdict {}

  Verdict judge(byte[] value) {
    Decoded decoded = decoder.decode(value, clock.millis());
    if (decoded instanceof Refused refused) {
      return new StillRefused(refused);
    }
    Object[] row = ((Valid) decoded).values();
    if ((Long) row[feed.indexOf(feed.eventTimeField())] < kept.firstMicros()) {
      return new StillRefused(kept.tooOld(feed.eventTimeField()));
    }
    personal.ifPresent(data -> data.protect(row));
    byte[] key = feed.keyOf(row).map(text -> text.getBytes(UTF_8)).orElse(null);
    byte[] record = encoder.encode(row);
    long size = (long) record.length + (key == null ? 0 : key.length);
    return size > MOST_BYTES
        ? new StillRefused(
            new Refused(
                RefusalReason.TOO_LONG,
                null,
                "%d bytes, but a topic takes %d".formatted(size, MOST_BYTES)))
        : new Accepted(key, record);
  }
}
