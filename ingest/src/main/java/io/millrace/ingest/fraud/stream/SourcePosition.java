package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.model.run.RunRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a score or an alert: where its payment lies, and of which run it is. */
public final class SourcePosition {

  /** The payment's partition, a decimal number in ASCII. */
  public static final String PARTITION = "millrace-source-partition";

  /** The payment's offset, a decimal number in ASCII. */
  public static final String OFFSET = "millrace-source-offset";

  private SourcePosition() {}

  /** The headers for what a payment at that place, with those headers, gives. */
  static Headers headers(int partition, long offset, Headers ofPayment) {
    Headers headers = new RecordHeaders();
    headers.add(PARTITION, Integer.toString(partition).getBytes(US_ASCII));
    headers.add(OFFSET, Long.toString(offset).getBytes(US_ASCII));
    Header run = ofPayment.lastHeader(RunRecord.HEADER);
    return run == null ? headers : headers.add(run);
  }
}
