package io.millrace.streaming.parquet;

/**
 * How a column's values are written. Chosen so that Hive, Spark and DuckDB read the same: times as
 * microseconds in 64 bits (never INT96), decimals as fixed-length bytes (Hive does not read small
 * ones from integers in every mode).
 */
public enum ColumnType {
  /** {@link String}. */
  STRING,
  /** {@link Integer}. */
  INT,
  /** {@link Long}. */
  LONG,
  /** {@link Double}. */
  DOUBLE,
  /** {@link Boolean}. */
  BOOLEAN,
  /** {@link Long}, scaled by 10^4: DECIMAL(18,4). */
  MONEY,
  /** {@link Long}, microseconds since the epoch, UTC. */
  TIMESTAMP,
  /** {@link Integer}, days since the epoch. */
  DATE,
  /** {@code byte[]}. */
  BINARY
}
