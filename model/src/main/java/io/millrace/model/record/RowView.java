package io.millrace.model.record;

/**
 * A row of a feed as its rules look at it: values by the place of their field. Only what has a
 * value may be asked for it, and only as what its type is.
 */
public interface RowView {
  /** Whether there is a value. */
  boolean has(int position);

  /** An INT, LONG, MONEY, TIMESTAMP or DATE; of a BOOLEAN 1 or 0. */
  long number(int position);

  /** A DOUBLE. */
  double floating(int position);

  /** A STRING. */
  String text(int position);

  /** Whether it is a STRING of no characters. */
  boolean isEmpty(int position);

  /** The value as an object of its type's Java class, or null where there is none. */
  Object value(int position);
}
