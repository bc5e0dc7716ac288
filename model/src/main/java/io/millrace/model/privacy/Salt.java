package io.millrace.model.privacy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that personal hashes are keyed with: 32 bytes, in a file of 64 hexadecimal digits that
 * its owner alone may read. Whoever has it can find out which value a hash stands for by trying;
 * who loses it can no longer tell that two values from before and after are of one person.
 */
public final class Salt implements Serializable {
  static final String ALGORITHM = "HmacSHA256";

  private static final int BYTES = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");
  private static final String LEGAL =
      "legal: 64 lower-case hexadecimal digits, as 'openssl rand -hex 32' prints";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The salt that such a file's text holds.
   *
   * @param origin what messages name as the file
   * @throws InvalidSaltException when it is none; the message does not repeat the text
   */
  public static Salt parse(String origin, String text) {
    String hex = text.strip();
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidSaltException(
          String.format(
              Locale.ROOT, "%s: %d characters that are no salt; %s.", origin, hex.length(), LEGAL));
    }
    return new Salt(HexFormat.of().parseHex(hex));
  }

  /**
   * Reads a salt.
   *
   * @throws InvalidSaltException when it is none, or others may read it
   * @throws NoSuchFileException when there is no such file
   */
  public static Salt read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new InvalidSaltException(
          "%s: others may use it (%s); legal: rw-------. Run: chmod 600 %s"
              .formatted(file, PosixFilePermissions.toString(permissions), file));
    }
    // As bytes: text that is no UTF-8 would end in an exception of its own.
    return parse(file.toString(), new String(Files.readAllBytes(file), US_ASCII));
  }

  /**
   * Reads the salt, or makes one of the system's randomness where there is no such file; its folder
   * too. Of several that do so at once all get the same.
   *
   * @throws InvalidSaltException when there is a file that is no salt, or that others may read
   */
  public static Salt readOrCreate(Path file) throws IOException {
    if (Files.notExists(file)) {
      create(file);
    }
    return read(file);
  }

  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, only("rwx------"));
    // Written aside and linked: nobody sees half of it, and only one of several at once wins.
    Path aside = Files.createTempFile(folder, ".salt", null, only("rw-------"));
    try {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.writeString(aside, HexFormat.of().formatHex(random) + "\n");
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      // another process was faster, and its salt is the salt
    } finally {
      Files.delete(aside);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  SecretKey key() {
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  /** The text of a salt file. */
  public String text() {
    return HexFormat.of().formatHex(bytes) + "\n";
  }

  /** Does not tell the secret. */
  @Override
  public String toString() {
    return "Salt of " + bytes.length + " bytes";
  }
}
