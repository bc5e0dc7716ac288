package io.millrace.model.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
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
  private static final String PREFIX = "h:";
  private static final int BYTES = 16;
  private static final int LENGTH = PREFIX.length() + 2 * BYTES;
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final Mac mac;

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
    byte[] code = mac.doFinal(value.getBytes(UTF_8));
    char[] text = new char[LENGTH];
    PREFIX.getChars(0, PREFIX.length(), text, 0);
    for (int i = 0; i < BYTES; i++) {
      text[PREFIX.length() + 2 * i] = DIGITS[code[i] >> 4 & 0xf];
      text[PREFIX.length() + 2 * i + 1] = DIGITS[code[i] & 0xf];
    }
    return new String(text);
  }

  /** Whether that text has the form of a hash. */
  public static boolean isHash(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
