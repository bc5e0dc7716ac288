package io.millrace.ingest.generate;

/** The beginning of a source: so many records, and none sent at or after that time. */
final class LimitedSource implements RecordSource {
  private final RecordSource source;
  private final long untilMicros;
  private long left;

  LimitedSource(RecordSource source, long count, long untilMicros) {
    this.source = source;
    this.left = count;
    this.untilMicros = untilMicros;
  }

  @Override
  public Generated next() {
    if (left == 0) {
      return null;
    }
    Generated record = source.next();
    if (record == null || record.sendMicros() >= untilMicros) {
      left = 0;
      return null;
    }
    left--;
    return record;
  }
}
