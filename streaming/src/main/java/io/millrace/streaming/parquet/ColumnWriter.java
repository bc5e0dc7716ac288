package io.millrace.streaming.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * A column of the row group under way. Exactly one of the add methods is called for each row: the
 * one of the column's type, or {@link #addNull}.
 *
 * <p>Values go to a dictionary as long as that makes them shorter, which the column finds out by
 * itself and anew in each row group: a column of ids is soon written as it is, without being looked
 * up and remembered. Numbers of pages are those of Parquet's own writer.
 */
public abstract class ColumnWriter {

  private static final int PAGE_ROWS = 20_000;
  private static final int PAGE_BYTES = 1 << 20;

  /** The first version's name of it, which every reader knows. */
  @SuppressWarnings("deprecation")
  static final Encoding BY_DICTIONARY = Encoding.PLAIN_DICTIONARY;

  /** Of repetition levels, of which there are none. */
  @SuppressWarnings("deprecation")
  private static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

  /** Values after which a column is looked at for the first time. */
  static final int TRIAL = 1_000;

  /** Different ones among those with which it is one of ids, or of numbers as good as random. */
  static final int TOO_MANY = 950;

  private final ColumnDescriptor column;
  private final PageCompressor compressor;
  private final Presence presence = new Presence();
  private final ByteSink page;
  private final List<Page> pages = new ArrayList<>();
  private long compressedBytes;
  private long rows;

  /** A page as it goes to the file. */
  private record Page(
      int rows,
      int uncompressedBytes,
      BytesInput bytes,
      Statistics<?> statistics,
      Encoding values) {}

  /**
   * Of that column.
   *
   * @param page where pages are put together, shared by all columns of a file
   */
  ColumnWriter(ColumnDescriptor column, PageCompressor compressor, ByteSink page) {
    this.column = column;
    this.compressor = compressor;
    this.page = page;
  }

  /** The row has no value. */
  public final void addNull() {
    presence.add(false);
    endPageWhenFull(0);
  }

  /** A number, an instant, a day, an amount, or 1 or 0 for true or false. */
  public void add(long number) {
    throw unfit("a whole number");
  }

  /** A double. */
  public void add(double number) {
    throw unfit("a double");
  }

  /** Text in UTF-8, or bytes. */
  public void add(byte[] bytes, int from, int length) {
    throw unfit("text or bytes");
  }

  private IllegalArgumentException unfit(String what) {
    return new IllegalArgumentException(column.getPath()[0] + " does not take " + what);
  }

  /** To be called behind each value. */
  final void added(int pageBytes) {
    presence.add(true);
    endPageWhenFull(pageBytes);
  }

  private void endPageWhenFull(int pageBytes) {
    if (presence.rows() == PAGE_ROWS || pageBytes >= PAGE_BYTES) {
      endPage();
    }
  }

  final void endPage() {
    if (presence.rows() == 0) {
      return;
    }
    page.clear();
    presence.writeTo(page);
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(presence.absent());
    Encoding encoding = writeValues(page, statistics);
    BytesInput compressed;
    try {
      compressed = compressor.compress(page);
    } catch (IOException e) {
      throw new IllegalStateException("compressing in memory", e);
    }
    pages.add(new Page(presence.rows(), page.length(), compressed, statistics, encoding));
    compressedBytes += compressed.size();
    rows += presence.rows();
    presence.clear();
  }

  /** Writes the page's values and empties it; the statistics learn the least and the greatest. */
  abstract Encoding writeValues(ByteSink out, Statistics<?> statistics);

  /** Writes the dictionary; false if there is none. */
  abstract boolean writeDictionary(ByteSink out);

  abstract int dictionarySize();

  /** The row group ends. */
  abstract void reset();

  /** Bytes that are not in a page yet, and those of the dictionary. */
  abstract long openBytes();

  /** About how many bytes of memory the row group's values take. */
  final long bufferedBytes() {
    return compressedBytes + openBytes();
  }

  final void writeTo(ParquetFileWriter file) throws IOException {
    endPage();
    file.startColumn(column, rows, PageCompressor.CODEC);
    page.clear();
    if (writeDictionary(page)) {
      file.writeDictionaryPage(
          new DictionaryPage(
              compressor.compress(page), page.length(), dictionarySize(), BY_DICTIONARY));
    }
    for (Page each : pages) {
      file.writeDataPage(
          each.rows(),
          each.uncompressedBytes(),
          each.bytes(),
          each.statistics(),
          each.rows(),
          NO_LEVELS,
          Encoding.RLE,
          each.values());
    }
    file.endColumn();
    pages.clear();
    compressedBytes = 0;
    rows = 0;
    reset();
  }
}
