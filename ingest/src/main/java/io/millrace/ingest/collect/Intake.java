package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.collect.spool.SpoolEntry;
import io.millrace.ingest.collect.spool.SpoolEntry.Kind;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.ingest.publish.DeadLetter.Cause;
import io.millrace.ingest.publish.DeadLetter.Origin;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.PersonalHash;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import io.millrace.model.record.WireEncoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Judges one feed's records and makes of them what the topics hold. For thread-confined use; create
 * one for each thread.
 */
final class Intake {
  private static final String SOURCE = "collector";
  private static final Set<RefusalReason> NO_RECORD =
      EnumSet.of(RefusalReason.EMPTY, RefusalReason.ENCODING, RefusalReason.NOT_JSON);

  private final Feed feed;
  private final int mostRecordBytes;
  private final RecordDecoder decoder;
  private final PersonalData personal;
  private final PersonalHash hash;
  private final WireEncoder encoder;
  private final CollectedFill fill;

  Intake(Feed feed, Salt salt, Geography geography, int mostRecordBytes) {
    this.feed = feed;
    this.mostRecordBytes = mostRecordBytes;
    this.decoder = new RecordDecoder(feed);
    this.personal = new PersonalData(feed, salt);
    this.hash = new PersonalHash(salt);
    this.encoder = WireEncoder.of(feed);
    this.fill = new CollectedFill(feed, hash, geography);
  }

  /** Judges the records of one request, in order. */
  Judged judge(List<byte[]> records, RequestFacts facts) {
    List<SpoolEntry> entries = new ArrayList<>(records.size());
    List<Refusal> refusals = new ArrayList<>();
    boolean holdsRecords = false;
    for (int i = 0; i < records.size(); i++) {
      Refused refused = judge(records.get(i), facts, entries);
      if (refused != null) {
        refusals.add(Refusal.of(i, refused));
        entries.add(deadLetter(refused, facts, records.get(i)));
      }
      holdsRecords |= refused == null || !NO_RECORD.contains(refused.reason());
    }
    int accepted = records.size() - refusals.size();
    return new Judged(
        records.size(), holdsRecords ? entries : List.of(), accepted, refusals, holdsRecords);
  }

  private Refused judge(byte[] record, RequestFacts facts, List<SpoolEntry> entries) {
    if (record.length > mostRecordBytes) {
      return tooLong(record.length);
    }
    fill.of(facts);
    Decoded decoded = decoder.decode(record, facts.receivedAt().toEpochMilli(), fill);
    if (decoded instanceof Refused refused) {
      return refused;
    }
    Object[] row = ((Valid) decoded).values();
    personal.protect(row);
    byte[] key = feed.keyOf(row).map(k -> k.getBytes(UTF_8)).orElse(null);
    byte[] value = encoder.encode(row);
    int size = value.length + (key == null ? 0 : key.length);
    if (size > mostRecordBytes) {
      return tooLong(size);
    }
    entries.add(new SpoolEntry(Kind.RECORD, key, value));
    return null;
  }

  private Refused tooLong(int bytes) {
    return new Refused(
        RefusalReason.TOO_LONG, null, bytes + " bytes, the limit is " + mostRecordBytes);
  }

  private SpoolEntry deadLetter(Refused refused, RequestFacts facts, byte[] record) {
    Origin origin = new Origin(SOURCE, hash.of(facts.address()), null);
    DeadLetter letter = DeadLetter.of(feed.name(), origin, Cause.of(refused), record);
    return new SpoolEntry(Kind.DEAD_LETTER, null, letter.toJson());
  }
}
