package io.millrace.streaming.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.BooleanStatistics;
import org.apache.parquet.column.statistics.Statistics;

/** A column of true and false: a bit each. */
final class BooleanColumn extends ColumnWriter {

  private final Presence values = new Presence();

  BooleanColumn(ColumnDescriptor column, PageCompressor compressor, ByteSink page) {
    super(column, compressor, page);
  }

  @Override
  public void add(long number) {
    values.add(number != 0);
    added(0);
  }

  @Override
  Encoding writeValues(ByteSink out, Statistics<?> statistics) {
    BooleanStatistics of = (BooleanStatistics) statistics;
    if (values.present() > 0) {
      of.updateStats(true);
    }
    if (values.absent() > 0) {
      of.updateStats(false);
    }
    values.writeBits(out);
    values.clear();
    return Encoding.PLAIN;
  }

  @Override
  boolean writeDictionary(ByteSink out) {
    return false;
  }

  @Override
  int dictionarySize() {
    return 0;
  }

  @Override
  void reset() {
    // nothing outlives a page
  }

  @Override
  long openBytes() {
    return values.rows() / Byte.SIZE;
  }
}
