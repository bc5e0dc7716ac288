package io.millrace.model.funnel;

import io.millrace.model.declaration.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The declared funnels. */
public final class Funnels {

  private Funnels() {}

  /**
   * Reads the file that declares them.
   *
   * @throws InvalidFunnelsException when anything in it is wrong, or there is none
   */
  public static List<Funnel> load(Path file) throws InvalidFunnelsException {
    String name = file.getFileName().toString();
    try {
      return parse(name, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw unreadable(file.toString(), "missing");
    } catch (CharacterCodingException e) {
      throw unreadable(name, "not UTF-8");
    } catch (IOException e) {
      throw unreadable(name, "unreadable: " + e.getMessage());
    }
  }

  /**
   * Reads them from text.
   *
   * @param file what messages name as the file
   * @throws InvalidFunnelsException when anything is wrong
   */
  public static List<Funnel> parse(String file, String yaml) throws InvalidFunnelsException {
    return new FunnelReader(file).read(yaml);
  }

  private static InvalidFunnelsException unreadable(String file, String what) {
    return new InvalidFunnelsException(
        List.of(new Problem(file, "", what, "a text file in UTF-8 with the list funnels")));
  }
}
