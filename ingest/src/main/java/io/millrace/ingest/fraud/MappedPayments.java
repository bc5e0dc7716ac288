package io.millrace.ingest.fraud;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.ingest.mapping.RecordMaker;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.ObjectRow;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Lines that a mapping makes records, as a replay does, held against what landing asks. */
final class MappedPayments implements LinePayments {
  private final RecordMaker maker;
  private final RecordDecoder landing;
  private final ObjectRow row = new ObjectRow();
  private final PaymentFields fields;
  private final long nowMillis;

  MappedPayments(
      Feed feed,
      SourceMapping mapping,
      SourceFile file,
      Optional<Salt> salt,
      Geography geography,
      PaymentFields fields,
      Clock clock) {
    byte[] sha256 = file.contentSha256(LineMapper.cutOf(mapping), read -> {});
    this.maker = new RecordMaker(feed, mapping, sha256, salt, geography);
    this.landing = new RecordDecoder(feed);
    this.fields = fields;
    this.nowMillis = clock.millis();
  }

  @Override
  public void read(String file, Line line, PaymentListener listener) throws IOException {
    Mapped mapped = maker.make(line);
    if (mapped instanceof Mapped.Broken broken) {
      listener.refused(RefusedLine.of(file, line.number(), broken));
    } else if (mapped instanceof Mapped.Row made) {
      Refused refused = landing.check(row.of(made.values()), nowMillis);
      if (refused == null) {
        listener.payment(fields.payment(row), fields.note(row));
      } else {
        listener.refused(RefusedLine.of(file, line.number(), refused));
      }
    }
  }

  @Override
  public void end() {
    maker.requireHeader();
  }
}
