package io.millrace.ingest.fraud;

import io.millrace.ingest.line.Line;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import java.io.IOException;
import java.time.Clock;

/** Lines in the feed's own wire format, decoded as landing decodes them. */
final class DecodedPayments implements LinePayments {
  private final RecordDecoder decoder;
  private final RowBuffer row;
  private final PaymentFields fields;
  private final long nowMillis;

  DecodedPayments(Feed feed, PaymentFields fields, Clock clock) {
    this.decoder = new RecordDecoder(feed);
    this.row = new RowBuffer(feed);
    this.fields = fields;
    this.nowMillis = clock.millis();
  }

  @Override
  public void read(String file, Line line, PaymentListener listener) throws IOException {
    Refused refused = decoder.decode(line.bytes(), nowMillis, row);
    if (refused == null) {
      listener.payment(fields.payment(row), fields.note(row));
    } else {
      listener.refused(RefusedLine.of(file, line.number(), refused));
    }
  }

  @Override
  public void end() {
    // a file of JSON may end anywhere between two records
  }
}
