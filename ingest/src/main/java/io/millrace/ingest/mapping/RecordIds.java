package io.millrace.ingest.mapping;

import io.millrace.ingest.line.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Ids of records that have none in their source: the first 128 bits of SHA-256 over the content's
 * SHA-256 and the line's number (8 bytes, big-endian), as 32 hex digits. Neither the file's name
 * nor its compression matters.
 */
final class RecordIds {
  private static final int ID_BYTES = 16;

  private final byte[] contentSha256;
  private final MessageDigest digest = Sha256.newDigest();

  RecordIds(byte[] contentSha256) {
    this.contentSha256 = contentSha256.clone();
  }

  String of(long lineNumber) {
    digest.update(contentSha256);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(lineNumber).array());
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }
}
