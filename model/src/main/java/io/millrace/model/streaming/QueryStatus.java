package io.millrace.model.streaming;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What one query of the streaming application says of itself. What a query does not have, or does
 * not know yet, is null.
 *
 * @param query its name, such as {@code landing-orders} or {@code live-activity}
 * @param state whether it works
 * @param since when it got into that state
 * @param batch the newest batch: of landing the sequence number of the commit log
 * @param recordsPerSecond taken from Kafka, over the last batches
 * @param lag records that are on the topic and not yet taken
 * @param delayMs how long the oldest record of the newest batch had been on Kafka when readers saw
 *     it
 * @param watermark up to when, in event time, nothing is expected any more
 * @param stateRows rows that a stateful query keeps
 * @param stateBytes their size in memory and in RocksDB's files
 * @param late records that came behind the watermark, since the application started
 * @param limit records that a batch may have at most
 * @param restarts how often it was started again, after failures and for other limits
 * @param lastError why it failed last, though it may run again
 * @param lastErrorAt when that was
 */
public record QueryStatus(
    String query,
    QueryState state,
    Instant since,
    Long batch,
    Double recordsPerSecond,
    Long lag,
    Long delayMs,
    Instant watermark,
    Long stateRows,
    Long stateBytes,
    Long late,
    Long limit,
    Long restarts,
    String lastError,
    Instant lastErrorAt) {

  public QueryStatus {
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(since, "since");
  }

  /** A status of which the rest is not known. */
  public static Builder of(String query, QueryState state, Instant since) {
    return new Builder(query, state, since);
  }

  /** The same, to be changed. */
  public Builder with() {
    Builder builder = new Builder(query, state, since);
    builder.batch = batch;
    builder.recordsPerSecond = recordsPerSecond;
    builder.lag = lag;
    builder.delayMs = delayMs;
    builder.watermark = watermark;
    builder.stateRows = stateRows;
    builder.stateBytes = stateBytes;
    builder.late = late;
    builder.limit = limit;
    builder.restarts = restarts;
    builder.lastError = lastError;
    builder.lastErrorAt = lastErrorAt;
    return builder;
  }

  /** Puts a status together. */
  public static final class Builder {
    private final String query;
    private QueryState state;
    private Instant since;
    private Long batch;
    private Double recordsPerSecond;
    private Long lag;
    private Long delayMs;
    private Instant watermark;
    private Long stateRows;
    private Long stateBytes;
    private Long late;
    private Long limit;
    private Long restarts;
    private String lastError;
    private Instant lastErrorAt;

    private Builder(String query, QueryState state, Instant since) {
      this.query = query;
      this.state = state;
      this.since = since;
    }

    public Builder state(QueryState now, Instant from) {
      state = now;
      since = from;
      return this;
    }

    public Builder batch(long number) {
      batch = number;
      return this;
    }

    public Builder recordsPerSecond(double rate) {
      recordsPerSecond = rate;
      return this;
    }

    public Builder lag(long records) {
      lag = records;
      return this;
    }

    public Builder delay(Duration oldest) {
      delayMs = oldest.toMillis();
      return this;
    }

    public Builder watermark(Instant until) {
      watermark = until;
      return this;
    }

    /** Of a stateful query. */
    public Builder stored(long rows, long bytes) {
      stateRows = rows;
      stateBytes = bytes;
      return this;
    }

    public Builder late(long records) {
      late = records;
      return this;
    }

    public Builder limit(long records) {
      limit = records;
      return this;
    }

    public Builder restarts(long times) {
      restarts = times;
      return this;
    }

    public Builder lastError(String message, Instant at) {
      lastError = message;
      lastErrorAt = at;
      return this;
    }

    public QueryStatus build() {
      return new QueryStatus(
          query,
          state,
          since,
          batch,
          recordsPerSecond,
          lag,
          delayMs,
          watermark,
          stateRows,
          stateBytes,
          late,
          limit,
          restarts,
          lastError,
          lastErrorAt);
    }
  }
}
