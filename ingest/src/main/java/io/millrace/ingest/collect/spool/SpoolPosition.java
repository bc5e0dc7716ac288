package io.millrace.ingest.collect.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where the broker has what was spooled.
 *
 * @param segment number of the file
 * @param offset in it
 */
public record SpoolPosition(long segment, long offset) {
  private static final String NAME = "position";
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) (\\d{1,18})\n");

  /**
   * The position that a folder keeps, or null when there is none or it is unreadable. An older one
   * than the last is no loss: what lies behind it is sent again.
   */
  static SpoolPosition read(Path folder) throws IOException {
    try {
      Matcher text = TEXT.matcher(new String(Files.readAllBytes(folder.resolve(NAME)), US_ASCII));
      return text.matches()
          ? new SpoolPosition(Long.parseLong(text.group(1)), Long.parseLong(text.group(2)))
          : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Replaces the position that a folder keeps, as a whole. */
  void write(Path folder) throws IOException {
    Path aside = folder.resolve(NAME + ".new");
    Files.writeString(aside, segment + " " + offset + "\n");
    Files.move(
        aside,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
