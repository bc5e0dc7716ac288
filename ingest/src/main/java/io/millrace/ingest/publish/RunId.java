package io.millrace.ingest.publish;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names of runs, {@code yyyyMMdd'T'HHmmss-<8 hex>}: in the order of their begin, and unique. */
public final class RunId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private RunId() {}

  /** A new one for a run that began then. */
  public static String startedAt(Instant begin) {
    return TIME.format(begin) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
