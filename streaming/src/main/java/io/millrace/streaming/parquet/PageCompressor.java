package io.millrace.streaming.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses pages from array to array; the ordinary way goes over two buffers more. */
final class PageCompressor {

  static final CompressionCodecName CODEC = CompressionCodecName.SNAPPY;

  private byte[] compressed = new byte[1 << 16];

  /** The page's bytes, compressed, in an array of their own. */
  BytesInput compress(ByteSink page) throws IOException {
    int most = Snappy.maxCompressedLength(page.length());
    if (compressed.length < most) {
      compressed = new byte[most];
    }
    int length = Snappy.compress(page.array(), 0, page.length(), compressed, 0);
    byte[] copy = new byte[length];
    System.arraycopy(compressed, 0, copy, 0, length);
    return BytesInput.from(copy);
  }
}
