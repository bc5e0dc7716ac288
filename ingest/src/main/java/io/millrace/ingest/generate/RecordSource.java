package io.millrace.ingest.generate;

/**
 * Makes a feed's records, one after the other, without end or to an end of its own. The same
 * settings and seed give the same records on every machine, so an implementation draws only from
 * {@link SeededRandom}, calculates with {@link StrictMath}, and asks neither a clock nor the order
 * of a hash map. For one thread.
 *
 * <p>An implementation makes clean records only ({@link Kind#NEW}); late, repeated and broken ones
 * are made of them by {@link DisturbedSource}.
 */
@FunctionalInterface
public interface RecordSource {

  /**
   * The next record in sending order: {@link Generated#sendMicros} never falls.
   *
   * @return null at the end
   */
  Generated next();
}
