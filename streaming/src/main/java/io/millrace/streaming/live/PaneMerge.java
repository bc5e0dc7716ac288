package io.millrace.streaming.live;

import io.millrace.model.live.PaneValue;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/**
 * Merges the parts of a pane, in the form in which they are sent and stored: most panes have one
 * part a batch, which is then never read. An empty array is no part.
 */
final class PaneMerge extends Aggregator<byte[], byte[], byte[]> {

  private static final byte[] NONE = {};

  @Override
  public byte[] zero() {
    return NONE;
  }

  @Override
  public byte[] reduce(byte[] merged, byte[] part) {
    return merge(merged, part);
  }

  @Override
  public byte[] merge(byte[] one, byte[] other) {
    if (one.length == 0) {
      return other;
    }
    if (other.length == 0) {
      return one;
    }
    return PaneValue.fromBytes(one).merge(PaneValue.fromBytes(other)).toBytes();
  }

  @Override
  public byte[] finish(byte[] merged) {
    return merged;
  }

  @Override
  public Encoder<byte[]> bufferEncoder() {
    return Encoders.BINARY();
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
