package io.millrace.model.record;

/** A row of objects, as {@link RowView}; it can be given one after the other. */
public final class ObjectRow implements RowView {
  private Object[] row;

  /** This view, now of that row. */
  public ObjectRow of(Object[] values) {
    row = values;
    return this;
  }

  @Override
  public boolean has(int position) {
    return row[position] != null;
  }

  @Override
  public long number(int position) {
    return row[position] instanceof Boolean truth
        ? truth ? 1 : 0
        : ((Number) row[position]).longValue();
  }

  @Override
  public double floating(int position) {
    return (Double) row[position];
  }

  @Override
  public String text(int position) {
    return (String) row[position];
  }

  @Override
  public boolean isEmpty(int position) {
    return "".equals(row[position]);
  }

  @Override
  public Object value(int position) {
    return row[position];
  }
}
