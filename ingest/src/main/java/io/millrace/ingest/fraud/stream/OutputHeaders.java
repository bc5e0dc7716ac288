package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.run.RunRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a score or an alert: where its payment lies, and of which run it is. */
final class OutputHeaders {

  private OutputHeaders() {}

  /** The headers for what a payment at that place, with those headers, gives. */
  static Headers of(int partition, long offset, Headers ofPayment) {
    Headers headers = new RecordHeaders();
    headers.add(SourcePosition.PARTITION, SourcePosition.value(partition));
    headers.add(SourcePosition.OFFSET, SourcePosition.value(offset));
    Header run = ofPayment.lastHeader(RunRecord.HEADER);
    return run == null ? headers : headers.add(run);
  }
}
