package io.millrace.streaming.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** How Parquet stores a number, and orders it. */
enum NumberForm {
  /** 32 bits. */
  INT32(Integer.BYTES) {
    @Override
    void write(long[] bits, int count, ByteSink out) {
      for (int i = 0; i < count; i++) {
        out.putInt((int) bits[i]);
      }
    }

    @Override
    void learn(Statistics<?> statistics, long least, long greatest) {
      IntStatistics of = (IntStatistics) statistics;
      of.updateStats((int) least);
      of.updateStats((int) greatest);
    }
  },
  /** 64 bits. */
  INT64(Long.BYTES) {
    @Override
    void write(long[] bits, int count, ByteSink out) {
      for (int i = 0; i < count; i++) {
        out.putLong(bits[i]);
      }
    }

    @Override
    void learn(Statistics<?> statistics, long least, long greatest) {
      LongStatistics of = (LongStatistics) statistics;
      of.updateStats(least);
      of.updateStats(greatest);
    }
  },
  /** Eight bytes, the highest first, as decimals are. */
  FIXED_BYTES(RowSchema.MONEY_BYTES) {
    @Override
    void write(long[] bits, int count, ByteSink out) {
      for (int i = 0; i < count; i++) {
        out.putBigEndian(bits[i]);
      }
    }

    @Override
    void learn(Statistics<?> statistics, long least, long greatest) {
      statistics.updateStats(binary(least));
      statistics.updateStats(binary(greatest));
    }
  },
  /** The bits of a double. */
  DOUBLE(Double.BYTES) {
    @Override
    void write(long[] bits, int count, ByteSink out) {
      INT64.write(bits, count, out);
    }

    @Override
    void bounds(long[] bits, int count, Statistics<?> statistics) {
      double least = Double.longBitsToDouble(bits[0]);
      double greatest = least;
      for (int i = 1; i < count; i++) {
        double number = Double.longBitsToDouble(bits[i]);
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
      }
      DoubleStatistics of = (DoubleStatistics) statistics;
      of.updateStats(least);
      of.updateStats(greatest);
    }

    @Override
    void learn(Statistics<?> statistics, long least, long greatest) {
      throw new UnsupportedOperationException("doubles have an order of their own");
    }
  };

  private final int bytes;

  NumberForm(int bytes) {
    this.bytes = bytes;
  }

  /** How many a value takes. */
  long bytes() {
    return bytes;
  }

  abstract void write(long[] bits, int count, ByteSink out);

  /** Tells the statistics the least and the greatest of at least one value. */
  void bounds(long[] bits, int count, Statistics<?> statistics) {
    long least = bits[0];
    long greatest = least;
    for (int i = 1; i < count; i++) {
      least = Math.min(least, bits[i]);
      greatest = Math.max(greatest, bits[i]);
    }
    learn(statistics, least, greatest);
  }

  abstract void learn(Statistics<?> statistics, long least, long greatest);

  private static Binary binary(long number) {
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(RowSchema.MONEY_BYTES).putLong(number).array());
  }
}
