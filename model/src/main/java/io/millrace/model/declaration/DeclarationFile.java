package io.millrace.model.declaration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Files of declarations. */
public final class DeclarationFile {

  private DeclarationFile() {}

  /** How messages name that file: without its folder. */
  public static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * The file's text.
   *
   * @param legal what the file should be, for messages
   * @param refusing makes what is thrown when there is no such file, or it is no text
   * @throws E that
   */
  public static <E extends InvalidDeclarationException> String text(
      Path file, String legal, Function<List<Problem>, E> refusing) throws E {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw refusing.apply(List.of(new Problem(file.toString(), "", "missing", legal)));
    } catch (CharacterCodingException e) {
      throw refusing.apply(List.of(new Problem(name(file), "", "not UTF-8", legal)));
    } catch (IOException e) {
      String what = "unreadable: " + e.getMessage();
      throw refusing.apply(List.of(new Problem(name(file), "", what, legal)));
    }
  }
}
