package io.millrace.ingest.infer;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;

/** A sample's records as a mapping reads them: by the very code that replays files. */
final class SampleRecords {
  private static final byte[] NO_HASH = new byte[32];

  private final SourceFile file;
  private final Feed feed;
  private final SourceMapping mapping;
  private final int maxLineBytes;

  SampleRecords(SourceFile file, Feed feed, SourceMapping mapping, int maxLineBytes) {
    this.file = file;
    this.feed = feed;
    this.mapping = mapping;
    this.maxLineBytes = maxLineBytes;
  }

  /** Shows the first lines with what becomes of each; a header is none of them. */
  void forEach(long most, BiConsumer<Line, Mapped> seen) throws IOException {
    LineMapper mapper = new LineMapper(feed, mapping, NO_HASH, Geography.NONE);
    try (InputStream in = file.open(read -> {})) {
      LineSource lines = LineMapper.cutOf(mapping).of(in, maxLineBytes);
      long shown = 0;
      for (Line line = lines.next(); line != null && shown < most; line = lines.next()) {
        Mapped mapped = mapper.map(line);
        if (!(mapped instanceof Mapped.Header)) {
          seen.accept(line, mapped);
          shown++;
        }
      }
    }
  }
}
