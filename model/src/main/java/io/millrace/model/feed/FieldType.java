package io.millrace.model.feed;

/**
 * The types a feed's field may have, with the Java class that carries a value between decoder,
 * mapping and writer. Every value but {@link #STRING}'s is a number or a boolean, so a row is
 * compared and copied without surprises.
 */
public enum FieldType {
  /** Text; a {@link String} without unpaired surrogates. */
  STRING(String.class),
  /** A 32-bit whole number; an {@link Integer}. */
  INT(Integer.class),
  /** A 64-bit whole number; a {@link Long}. */
  LONG(Long.class),
  /** A finite 64-bit floating-point number; a {@link Double}. */
  DOUBLE(Double.class),
  /** True or false; a {@link Boolean}. */
  BOOLEAN(Boolean.class),
  /** An amount of money, DECIMAL(18,4); a {@link Long} of ten-thousandths, so 2.55 is 25500. */
  MONEY(Long.class),
  /** An instant; a {@link Long} of microseconds since 1970-01-01T00:00:00Z. */
  TIMESTAMP(Long.class),
  /** A calendar date; an {@link Integer} of days since 1970-01-01. */
  DATE(Integer.class);

  private final Class<?> javaType;

  FieldType(Class<?> javaType) {
    this.javaType = javaType;
  }

  /** The class of a non-null value of this type. */
  public Class<?> javaType() {
    return javaType;
  }
}
