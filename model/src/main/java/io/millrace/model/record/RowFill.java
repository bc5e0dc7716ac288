package io.millrace.model.record;

/**
 * Gives a record what it lacks, before it is judged whether something required is missing. The HTTP
 * collector does so by its feed's declaration.
 */
@FunctionalInterface
public interface RowFill {
  /** Leaves the record as it is. */
  RowFill NOTHING = row -> {};

  /**
   * Sets values in place, of the fields' Java types.
   *
   * @param row in the order of the feed's fields, null where the record has no value
   */
  void fill(Object[] row);
}
