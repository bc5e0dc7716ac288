package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Column;

/**
 * The two ways in which a chain of events can leave a window. Columns: {@code mark}, the outermost
 * event of the chain seen so far; {@code edge}, the instant up to which events have been read;
 * {@code stop}, the instant beyond which none are needed; all in microseconds.
 */
enum Direction {
  BACK {
    @Override
    Column outermost(Column time) {
      return min(time);
    }

    @Override
    Column distance() {
      return col("mark").minus(col("edge"));
    }

    @Override
    Column mayGoOn() {
      return col("edge").gt(col("stop"));
    }

    @Override
    Column dayToRead() {
      return col("edge").minus(DAY_MICROS);
    }

    @Override
    Column nextEdge() {
      return col("edge").minus(DAY_MICROS);
    }
  },
  FORWARD {
    @Override
    Column outermost(Column time) {
      return max(time);
    }

    @Override
    Column distance() {
      return col("edge").minus(col("mark"));
    }

    @Override
    Column mayGoOn() {
      return col("edge").lt(col("stop"));
    }

    @Override
    Column dayToRead() {
      return col("edge");
    }

    @Override
    Column nextEdge() {
      return col("edge").plus(DAY_MICROS);
    }
  };

  static final long DAY_MICROS = 86_400_000_000L;

  /** The outermost of some times. */
  abstract Column outermost(Column time);

  /** Between the chain's outermost event and what has not been read. */
  abstract Column distance();

  abstract Column mayGoOn();

  /** The start of the day to read next. */
  abstract Column dayToRead();

  abstract Column nextEdge();
}
