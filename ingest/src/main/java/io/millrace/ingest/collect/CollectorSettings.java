package io.millrace.ingest.collect;

import io.millrace.ingest.address.AddressRange;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The collector's settings, apart from where it finds brokers, its port and its folders.
 *
 * @param listen the address that it listens on
 * @param pixelFeed the feed of {@code GET /v1/pixel.gif}
 * @param limits how much it takes
 * @param timeouts how long it waits
 * @param access who may send
 */
public record CollectorSettings(
    String listen, String pixelFeed, Limits limits, Timeouts timeouts, Access access) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Those of a file that sets nothing. */
  public static final CollectorSettings DEFAULT =
      new CollectorSettings(
          "127.0.0.1",
          "activity",
          new Limits(
              2 * MIB,
              8 * MIB,
              256 * KIB,
              10_000,
              1_024,
              1_024,
              64L * MIB,
              1_024L * MIB,
              5_000,
              10_000,
              10_000),
          new Timeouts(
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofMinutes(1),
              Duration.ofSeconds(5),
              Duration.ofSeconds(15)),
          Access.OPEN);

  /**
   * Reads a file of settings; what it does not set is as in {@link #DEFAULT}.
   *
   * @throws InvalidCollectorSettingsException naming all that is wrong with it
   */
  public static CollectorSettings read(Path file) throws InvalidCollectorSettingsException {
    return new SettingsReader(file).read();
  }

  /** Whether only this machine reaches it. */
  public boolean listensOnLoopback() {
    InetAddress address = AddressRange.address(listen);
    return address != null && address.isLoopbackAddress();
  }

  /** The same with other limits. */
  public CollectorSettings withLimits(Limits other) {
    return new CollectorSettings(listen, pixelFeed, other, timeouts, access);
  }

  /** The same with other times to wait. */
  public CollectorSettings withTimeouts(Timeouts other) {
    return new CollectorSettings(listen, pixelFeed, limits, other, access);
  }

  /** The same with another access. */
  public CollectorSettings withAccess(Access other) {
    return new CollectorSettings(listen, pixelFeed, limits, timeouts, other);
  }
}
