package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import io.millrace.model.record.RecordEncoder;

/** Records as they are on the topic in JSON, a line each. */
final class JsonLines implements LineForm.Lines {
  private final RecordEncoder encoder;
  private final Malformation malformation;

  JsonLines(Feed feed) {
    this.encoder = new RecordEncoder(feed);
    this.malformation = new Malformation(feed);
  }

  @Override
  public byte[] header() {
    return new byte[0];
  }

  @Override
  public byte[] line(Object[] row) {
    return encoder.encode(row);
  }

  @Override
  public LineForm.Broken broken(Object[] row) {
    Malformation.Broken broken = malformation.next(row);
    return new LineForm.Broken(broken.value(), broken.reason().name());
  }
}
