package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.line.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of which a request must name one. A file has one on each line; blank lines and lines
 * that begin with # are passed over.
 */
final class ApiKeys {
  private static final int SHORTEST = 16;

  private final List<byte[]> hashes;

  private ApiKeys(List<byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * Reads a file of keys. Whatever is wrong is added to the problems; a key is never repeated in
   * one.
   */
  static ApiKeys read(Path file, List<String> problems) {
    List<byte[]> hashes = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String key = line.strip();
        if (key.isEmpty() || key.startsWith("#")) {
          continue;
        }
        if (key.length() < SHORTEST) {
          problems.add(
              "api_keys: line %d of %s has %d characters; legal: a key of %d or more, as 'openssl rand -hex 16' prints"
                  .formatted(number, file, key.length(), SHORTEST));
        }
        hashes.add(hash(key));
      }
      if (hashes.isEmpty()) {
        problems.add("api_keys: %s holds no key; legal: one on each line".formatted(file));
      }
    } catch (IOException e) {
      problems.add("api_keys: %s cannot be read; legal: a text file in UTF-8".formatted(file));
    }
    return new ApiKeys(hashes);
  }

  /**
   * Reads a file of keys.
   *
   * @throws InvalidCollectorSettingsException when it is none
   */
  static ApiKeys read(Path file) {
    List<String> problems = new ArrayList<>();
    ApiKeys keys = read(file, problems);
    if (!problems.isEmpty()) {
      throw new InvalidCollectorSettingsException(file.toString(), problems);
    }
    return keys;
  }

  /**
   * Whether that is one of the keys. Takes as long for a wrong one as for any other: hashes are
   * compared, all of them, each to its end.
   */
  boolean accept(String key) {
    byte[] hash = hash(key);
    boolean known = false;
    for (byte[] one : hashes) {
      known |= MessageDigest.isEqual(one, hash);
    }
    return known;
  }

  private static byte[] hash(String key) {
    return Sha256.newDigest().digest(key.getBytes(UTF_8));
  }
}
