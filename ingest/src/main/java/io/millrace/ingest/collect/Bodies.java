package io.millrace.ingest.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Takes bodies apart. */
final class Bodies {
  private static final int CHUNK = 16 * 1024;

  private Bodies() {}

  /**
   * What a gzip body holds. Reads no further than the limit, so a small body that would become a
   * huge one costs no memory.
   */
  static byte[] unpack(byte[] packed, int mostBytes, InFlight.Place place)
      throws RequestProblemException {
    byte[] out = new byte[Math.min(mostBytes, Math.max(CHUNK, packed.length * 4))];
    int length = 0;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
      for (int read = 0; read >= 0; read = in.read(out, length, out.length - length)) {
        length += read;
        if (!place.take(read)) {
          throw busy();
        }
        if (length == out.length) {
          if (length >= mostBytes) {
            return atLimit(in, out, mostBytes);
          }
          out = Arrays.copyOf(out, (int) Math.min(mostBytes, out.length * 2L));
        }
      }
    } catch (IOException e) {
      throw new RequestProblemException(
          Problem.DAMAGED_BODY, "The body is no gzip, or cut off: " + e.getMessage() + ".");
    }
    return Arrays.copyOf(out, length);
  }

  private static byte[] atLimit(GZIPInputStream in, byte[] out, int mostBytes)
      throws IOException, RequestProblemException {
    if (in.read() >= 0) {
      throw new RequestProblemException(
          Problem.TOO_LARGE, "The body unpacks to more than " + mostBytes + " bytes.");
    }
    return out;
  }

  static RequestProblemException busy() {
    return new RequestProblemException(
        Problem.BUSY, "Too many requests wait for an answer. Send it again.", 1);
  }

  /** The lines of NDJSON; blank ones are passed over. */
  static List<byte[]> lines(byte[] body, int mostRecords) throws RequestProblemException {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        int end = i > start && body[i - 1] == '\r' ? i - 1 : i;
        if (!isBlank(body, start, end)) {
          if (lines.size() == mostRecords) {
            throw new RequestProblemException(
                Problem.TOO_LARGE, "The body has more than " + mostRecords + " records.");
          }
          lines.add(Arrays.copyOfRange(body, start, end));
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
