package io.millrace.ingest.collect;

import io.millrace.ingest.address.AddressRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the collector's settings from a file. */
final class SettingsReader {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final long GIB = 1024L * MIB;
  private static final int MANY = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern ORIGIN =
      Pattern.compile(
          "\\*|https?://[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-f:]+](:\\d{1,5})?");
  private static final Pattern FEED = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Path file;
  private final SettingsText text;

  SettingsReader(Path file) {
    this.file = file;
    this.text = new SettingsText(file);
  }

  CollectorSettings read() {
    CollectorSettings standard = CollectorSettings.DEFAULT;
    String listen =
        text.read(
            "listen",
            standard.listen(),
            "an IP address of this machine, 0.0.0.0 for all",
            t -> AddressRange.address(t) == null ? null : t);
    String pixelFeed =
        text.read(
            "pixel_feed",
            standard.pixelFeed(),
            "the name of a feed",
            t -> FEED.matcher(t).matches() ? t : null);
    Limits limits = limits(standard.limits());
    Timeouts timeouts = timeouts(standard.timeouts());
    Access access = access();
    text.refuseOthers();
    if (!text.problems().isEmpty()) {
      throw new InvalidCollectorSettingsException(file.toString(), text.problems());
    }
    return new CollectorSettings(listen, pixelFeed, limits, timeouts, access);
  }

  private Limits limits(Limits standard) {
    int body = (int) text.bytes("limits.body", standard.bodyBytes(), KIB, 64 * MIB);
    int unpacked =
        (int) text.bytes("limits.unpacked_body", standard.unpackedBytes(), KIB, 256 * MIB);
    long pending = text.bytes("limits.pending_bytes", standard.requestsBytes(), KIB, 64 * GIB);
    if (unpacked < body) {
      text.note("limits.unpacked_body", unpacked + "B", "limits.body, " + body + "B, or more");
    }
    if (pending < unpacked + (long) body) {
      text.note(
          "limits.pending_bytes",
          pending + "B",
          "limits.body and limits.unpacked_body together, "
              + (unpacked + (long) body)
              + "B, or more");
    }
    return new Limits(
        body,
        unpacked,
        (int) text.bytes("limits.record", standard.recordBytes(), 1_000, 1_000_000),
        text.count("limits.records", standard.records(), 1, MANY),
        text.count("limits.connections", standard.connections(), 1, MANY),
        text.count("limits.pending_requests", standard.requests(), 1, MANY),
        pending,
        text.bytes("limits.spool", standard.spoolBytes(), MIB, 1024 * GIB),
        text.count("limits.rate_per_second", standard.ratePerSecond(), 0, 10 * MANY),
        text.count("limits.rate_burst", standard.rateBurst(), 1, 10 * MANY),
        text.count("limits.rate_clients", standard.rateClients(), 1, 10 * MANY));
  }

  private Timeouts timeouts(Timeouts standard) {
    return new Timeouts(
        text.time("timeouts.headers", standard.headers(), SECOND, HOUR),
        text.time("timeouts.body", standard.body(), SECOND, HOUR),
        text.time("timeouts.idle", standard.idle(), SECOND, HOUR),
        text.time("timeouts.acknowledge", standard.acknowledge(), SECOND, HOUR),
        text.time("timeouts.drain", standard.drain(), SECOND, HOUR));
  }

  private Access access() {
    List<String> origins =
        text.list(
            "access.origins",
            "https://shop.example, http://localhost:8080 and the like, or \"*\" for any site",
            t -> ORIGIN.matcher(t).matches() ? t : null);
    List<AddressRange> proxies =
        text.list("access.trusted_proxies", AddressRange.LEGAL, AddressRange::parse);
    Optional<Path> keys =
        text.read(
            "access.api_keys",
            Optional.empty(),
            "a file, by a path from this file's folder",
            t -> Optional.of(file.toAbsolutePath().resolveSibling(t).normalize()));
    keys.ifPresent(k -> ApiKeys.read(k, text.problems()));
    return new Access(origins, keys, proxies);
  }
}
