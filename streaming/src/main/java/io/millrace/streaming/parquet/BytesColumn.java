package io.millrace.streaming.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of texts or bytes. */
final class BytesColumn extends ColumnWriter {

  private static final int MOST_DICTIONARY_BYTES = 1 << 20;

  private final BytesDictionary dictionary = new BytesDictionary();
  private final Ids ids = new Ids();
  private final ByteSink plain = new ByteSink();
  private long bytesById;
  private boolean usesDictionary = true;
  private boolean dictionaryWritten;

  BytesColumn(ColumnDescriptor column, PageCompressor compressor, ByteSink page) {
    super(column, compressor, page);
  }

  @Override
  public void add(byte[] bytes, int from, int length) {
    if (usesDictionary) {
      ids.add(dictionary.idOf(bytes, from, length));
      bytesById += Integer.BYTES + length;
      if (ids.count() == TRIAL && !dictionaryWritten && dictionary.size() > TOO_MANY) {
        giveUp();
      } else if (dictionary.bytes() > MOST_DICTIONARY_BYTES) {
        added(0);
        endPage();
        usesDictionary = false;
        return;
      }
    } else {
      plain.putInt(length);
      plain.put(bytes, from, length);
    }
    added(plain.length());
  }

  /** The first page so far becomes one without a dictionary. */
  private void giveUp() {
    for (int i = 0; i < ids.count(); i++) {
      dictionary.copyTo(ids.at(i), plain);
    }
    ids.clear();
    dictionary.clear();
    usesDictionary = false;
  }

  @Override
  Encoding writeValues(ByteSink out, Statistics<?> statistics) {
    if (!dictionaryWritten
        && ids.count() > 0
        && ids.bytes(dictionary.size()) + dictionary.bytes() > bytesById) {
      giveUp();
    }
    if (ids.count() > 0) {
      dictionaryWritten = true;
      dictionary.bounds(ids, statistics);
      ids.writeTo(dictionary.size(), out);
      ids.clear();
      return BY_DICTIONARY;
    }
    boundsOfPlain(statistics);
    out.put(plain.array(), 0, plain.length());
    plain.clear();
    return Encoding.PLAIN;
  }

  private void boundsOfPlain(Statistics<?> statistics) {
    byte[] in = plain.array();
    int least = -1;
    int greatest = -1;
    for (int at = 0; at < plain.length(); at += Integer.BYTES + plain.intAt(at)) {
      if (least < 0) {
        least = at;
        greatest = at;
      } else if (compare(in, at, least) < 0) {
        least = at;
      } else if (compare(in, at, greatest) > 0) {
        greatest = at;
      }
    }
    if (least >= 0) {
      statistics.updateStats(copy(least));
      statistics.updateStats(copy(greatest));
    }
  }

  private int compare(byte[] in, int a, int b) {
    int fromA = a + Integer.BYTES;
    int fromB = b + Integer.BYTES;
    return Arrays.compareUnsigned(
        in, fromA, fromA + plain.intAt(a), in, fromB, fromB + plain.intAt(b));
  }

  private Binary copy(int at) {
    int from = at + Integer.BYTES;
    return Binary.fromConstantByteArray(
        Arrays.copyOfRange(plain.array(), from, from + plain.intAt(at)));
  }

  @Override
  boolean writeDictionary(ByteSink out) {
    if (dictionaryWritten) {
      dictionary.copyTo(out);
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
    bytesById = 0;
    dictionaryWritten = false;
    usesDictionary = true;
  }

  @Override
  long openBytes() {
    return plain.length() + dictionary.bytes() + (long) Integer.BYTES * ids.count();
  }
}
