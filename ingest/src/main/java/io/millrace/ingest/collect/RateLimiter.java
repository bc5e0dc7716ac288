package io.millrace.ingest.collect;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each client: so many requests a second on the long run, so many at once. Only
 * the clients heard of last are remembered; who is forgotten begins with a full bucket. Safe for
 * several threads.
 */
final class RateLimiter {
  private final double perMilli;
  private final double burst;
  private final Clock clock;
  private final Map<String, Bucket> buckets;

  /**
   * @param perSecond requests of one client that are let through on the long run
   * @param burst requests of one client that are let through at once
   * @param mostClients that are remembered
   */
  RateLimiter(int perSecond, int burst, int mostClients, Clock clock) {
    this.perMilli = perSecond / 1_000.0;
    this.burst = burst;
    this.clock = clock;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > mostClients;
          }
        };
  }

  /**
   * Lets a request of that client through, or tells after how many milliseconds the next one may
   * come.
   *
   * @return 0 when it is let through
   */
  synchronized long millisToWait(String client) {
    long now = clock.millis();
    Bucket bucket = buckets.computeIfAbsent(client, c -> new Bucket(burst, now));
    // A clock that was set back gives nothing and takes nothing.
    double earned = Math.max(0, now - bucket.at) * perMilli;
    bucket.tokens = Math.min(burst, bucket.tokens + earned);
    bucket.at = now;
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return (long) Math.ceil((1 - bucket.tokens) / perMilli);
  }

  synchronized int clients() {
    return buckets.size();
  }

  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }
}
