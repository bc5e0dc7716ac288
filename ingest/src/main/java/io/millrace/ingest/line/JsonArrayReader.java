package io.millrace.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a JSON array into its elements without reading more of them than their brackets, quotes and
 * commas: an element that is no JSON is given like any other, and whoever parses it says so. An
 * element's number is its place in the array, from 1; white space around it is no part of it.
 */
public final class JsonArrayReader implements LineSource {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final LineBytes element;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;
  private long before;
  private long number;
  private boolean begun;
  private boolean ended;
  private int depth;
  private boolean inString;
  private boolean escaped;

  /**
   * A reader of that stream.
   *
   * @param maxLineBytes the longest element that is given whole; at least {@link Line#HEAD_BYTES}
   */
  public JsonArrayReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.element = new LineBytes(maxLineBytes);
  }

  /**
   * The next element, or null when the array and the stream have ended.
   *
   * @throws UnusableFileException when the stream is no array, ends inside it, or goes on after it
   */
  @Override
  public Line next() throws IOException {
    if (!begun) {
      begin();
    }
    if (ended) {
      return null;
    }
    skipBlanks();
    // Only directly after the opening bracket: elsewhere a bracket ends an element that is empty.
    if (number == 0 && position < filled && buffer[position] == ']') {
      position++;
      end();
      return null;
    }
    number++;
    while (true) {
      if (position == filled && !fill()) {
        throw new UnusableFileException(
            "The JSON array is cut off: it ends inside element " + number + ".", null);
      }
      int from = position;
      boolean whole = scan();
      element.append(buffer, from, position - from);
      if (whole) {
        boolean last = buffer[position] == ']';
        position++;
        Line line = withoutBlanksAtTheEnd(element.take(number));
        if (last) {
          end();
        }
        return line;
      }
    }
  }

  @Override
  public long offset() {
    return before + position;
  }

  /** Goes on to the end of the element, true, or of the buffer. */
  private boolean scan() {
    while (position < filled) {
      byte b = buffer[position];
      if (escaped) {
        escaped = false;
      } else if (inString) {
        escaped = b == '\\';
        inString = b != '"';
      } else if (depth == 0 && (b == ',' || b == ']')) {
        return true;
      } else {
        nest(b);
      }
      position++;
    }
    return false;
  }

  private void nest(byte b) {
    switch (b) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth = Math.max(0, depth - 1);
      default -> {}
    }
  }

  private void begin() throws IOException {
    begun = true;
    fill();
    if (filled >= BYTE_ORDER_MARK.length
        && buffer[0] == BYTE_ORDER_MARK[0]
        && buffer[1] == BYTE_ORDER_MARK[1]
        && buffer[2] == BYTE_ORDER_MARK[2]) {
      position = BYTE_ORDER_MARK.length;
    }
    skipBlanks();
    if (position == filled) {
      throw new UnusableFileException("There is no JSON array: nothing but white space.", null);
    }
    if (buffer[position] != '[') {
      String first = new String(buffer, position, Math.min(20, filled - position), UTF_8);
      throw new UnusableFileException(
          "There is no JSON array: it begins with " + first.lines().findFirst().orElse("") + ".",
          null);
    }
    position++;
  }

  private void end() throws IOException {
    ended = true;
    long offset = offset();
    skipBlanks();
    if (position < filled) {
      throw new UnusableFileException(
          "The JSON array ends after "
              + number
              + " elements at byte "
              + offset
              + ", but more text follows.",
          null);
    }
  }

  private void skipBlanks() throws IOException {
    while (position < filled || fill()) {
      if (!isBlank(buffer[position])) {
        return;
      }
      position++;
    }
  }

  private boolean fill() throws IOException {
    before += filled;
    position = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  private static Line withoutBlanksAtTheEnd(Line line) {
    if (!line.whole()) {
      return line;
    }
    byte[] bytes = line.bytes();
    int length = bytes.length;
    while (length > 0 && isBlank(bytes[length - 1])) {
      length--;
    }
    return length == bytes.length ? line : new Line(line.number(), Arrays.copyOf(bytes, length));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
