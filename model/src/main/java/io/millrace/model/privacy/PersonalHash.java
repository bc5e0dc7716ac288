package io.millrace.model.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * The keyed hash that stands for a personal value: {@code h:} and the first 128 bits of
 * HMAC-SHA-256 (RFC 2104) of its UTF-8 bytes, in 32 lower-case hexadecimal digits. Equal values
 * have equal hashes as long as the salt stays, so a person can be counted and joined, and nobody
 * without the salt can find the value by trying all that are possible.
 *
 * <p>For thread-confined use; create one for each thread or task.
 */
public final class PersonalHash {
  private static final int BYTES = 16;
  private static final byte[] PREFIX = "h:".getBytes(US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  /** Bytes of a hash, and characters. */
  static final int LENGTH = 2 + 2 * BYTES;

  private static final int REMEMBERED = 4_096;
  private static final int LONGEST_REMEMBERED = 64;

  private final Mac mac;
  private final byte[][] values = new byte[REMEMBERED][];
  private final byte[][] hashes = new byte[REMEMBERED][];

  public PersonalHash(Salt salt) {
    try {
      mac = Mac.getInstance(Salt.ALGORITHM);
      mac.init(salt.key());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + Salt.ALGORITHM + ".", e);
    }
  }

  /** What stands for that value; a hash stands for itself. */
  public String of(String value) {
    if (isHash(value)) {
      return value;
    }
    byte[] utf8 = value.getBytes(UTF_8);
    return new String(of(utf8, 0, utf8.length), US_ASCII);
  }

  /**
   * The {@value #LENGTH} bytes that stand for a value that is no hash. People come back, so those
   * hashed last are remembered, and are not hashed again.
   *
   * @return to be read only
   */
  byte[] of(byte[] in, int from, int length) {
    if (length > LONGEST_REMEMBERED) {
      return hash(in, from, length);
    }
    int slot = slot(in, from, length);
    byte[] known = values[slot];
    if (known == null || !Arrays.equals(known, 0, known.length, in, from, from + length)) {
      values[slot] = Arrays.copyOfRange(in, from, from + length);
      hashes[slot] = hash(in, from, length);
    }
    return hashes[slot];
  }

  private static int slot(byte[] in, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + in[i];
    }
    return (hash ^ hash >>> 16) & (REMEMBERED - 1);
  }

  private byte[] hash(byte[] in, int from, int length) {
    mac.update(in, from, length);
    byte[] code = mac.doFinal();
    byte[] text = new byte[LENGTH];
    System.arraycopy(PREFIX, 0, text, 0, PREFIX.length);
    for (int i = 0; i < BYTES; i++) {
      text[PREFIX.length + 2 * i] = DIGITS[code[i] >> 4 & 0xf];
      text[PREFIX.length + 2 * i + 1] = DIGITS[code[i] & 0xf];
    }
    return text;
  }

  /** Whether that text has the form of a hash. */
  public static boolean isHash(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    // What is not Latin becomes a question mark, which no hash has.
    byte[] bytes = text.getBytes(ISO_8859_1);
    return isHash(bytes, 0, bytes.length);
  }

  /** The same, of its bytes. */
  static boolean isHash(byte[] in, int from, int length) {
    if (length != LENGTH || in[from] != PREFIX[0] || in[from + 1] != PREFIX[1]) {
      return false;
    }
    for (int i = from + PREFIX.length; i < from + LENGTH; i++) {
      if ((in[i] < '0' || in[i] > '9') && (in[i] < 'a' || in[i] > 'f')) {
        return false;
      }
    }
    return true;
  }
}
