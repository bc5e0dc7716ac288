package io.millrace.ingest.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.model.feed.SourceFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Turns a line's bytes into text, or says why they are none. Holds the outcome of its last reading.
 */
final class LineText {
  private final CharsetDecoder utf8 =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final String allowed;
  private String text;
  private Broken broken;

  private LineText(String allowed) {
    this.allowed = allowed;
  }

  /** For the lines of that format: an element of a JSON array may hold line breaks. */
  static LineText of(SourceFormat format) {
    return new LineText(format == SourceFormat.JSON_ARRAY ? "\t\n\r" : "\t");
  }

  String text() {
    return text;
  }

  Broken broken() {
    return broken;
  }

  /** True when {@link #text} holds the line, without a carriage return at its end. */
  boolean read(Line line) {
    text = null;
    broken = null;
    if (!line.whole()) {
      return refuse(BreakReason.TOO_LONG, "the line has " + line.length() + " bytes");
    }
    byte[] bytes = line.bytes();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    boolean blank = true;
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == 0x7f || (b >= 0 && b < ' ' && allowed.indexOf(b) < 0)) {
        return refuse(BreakReason.BINARY, "a control character at byte " + (i + 1));
      }
      blank &= b >= 0 && b <= ' ';
    }
    if (blank) {
      return refuse(BreakReason.EMPTY, "the line is blank");
    }
    try {
      text = utf8.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return true;
    } catch (CharacterCodingException e) {
      return refuse(BreakReason.ENCODING, "the line is not UTF-8");
    }
  }

  private boolean refuse(BreakReason reason, String detail) {
    broken = new Broken(reason, null, detail);
    return false;
  }
}
