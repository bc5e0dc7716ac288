package io.millrace.streaming.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** A column of values that fit into 64 bits; how they are stored says {@link NumberForm}. */
final class NumberColumn extends ColumnWriter {

  private static final int MOST_IN_DICTIONARY = 1 << 16;

  private final NumberForm form;
  private final NumberDictionary dictionary = new NumberDictionary();
  private final Ids ids = new Ids();
  private long[] plain = new long[64];
  private int plainCount;
  private boolean usesDictionary = true;
  private boolean dictionaryWritten;

  NumberColumn(ColumnDescriptor column, NumberForm form, PageCompressor compressor, ByteSink page) {
    super(column, compressor, page);
    this.form = form;
  }

  @Override
  public void add(long number) {
    if (form == NumberForm.DOUBLE) {
      super.add(number);
    }
    addBits(number);
  }

  @Override
  public void add(double number) {
    if (form != NumberForm.DOUBLE) {
      super.add(number);
    }
    addBits(Double.doubleToRawLongBits(number));
  }

  private void addBits(long bits) {
    if (usesDictionary) {
      ids.add(dictionary.idOf(bits));
      if (ids.count() == TRIAL && !dictionaryWritten && dictionary.size() > TOO_MANY) {
        giveUp();
      } else if (dictionary.size() == MOST_IN_DICTIONARY) {
        added(0);
        endPage();
        usesDictionary = false;
        return;
      }
    } else {
      addPlain(bits);
    }
    added(0);
  }

  private void addPlain(long bits) {
    if (plainCount == plain.length) {
      plain = Arrays.copyOf(plain, 2 * plainCount);
    }
    plain[plainCount++] = bits;
  }

  /** The first page so far becomes one without a dictionary. */
  private void giveUp() {
    for (int i = 0; i < ids.count(); i++) {
      addPlain(dictionary.at(ids.at(i)));
    }
    ids.clear();
    dictionary.clear();
    usesDictionary = false;
  }

  @Override
  Encoding writeValues(ByteSink out, Statistics<?> statistics) {
    if (!dictionaryWritten
        && ids.count() > 0
        && ids.bytes(dictionary.size()) + form.bytes() * dictionary.size()
            > form.bytes() * ids.count()) {
      giveUp();
    }
    if (ids.count() > 0) {
      dictionaryWritten = true;
      form.bounds(dictionary.valuesOf(ids), dictionary.found(), statistics);
      ids.writeTo(dictionary.size(), out);
      ids.clear();
      return BY_DICTIONARY;
    }
    if (plainCount > 0) {
      form.bounds(plain, plainCount, statistics);
    }
    form.write(plain, plainCount, out);
    plainCount = 0;
    return Encoding.PLAIN;
  }

  @Override
  boolean writeDictionary(ByteSink out) {
    if (dictionaryWritten) {
      form.write(dictionary.values(), dictionary.size(), out);
    }
    return dictionaryWritten;
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  void reset() {
    dictionary.clear();
    dictionaryWritten = false;
    usesDictionary = true;
  }

  @Override
  long openBytes() {
    return (long) Long.BYTES * (plainCount + dictionary.size())
        + (long) Integer.BYTES * ids.count();
  }
}
