package io.millrace.model.funnel;

import io.millrace.model.declaration.DeclarationFile;
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
    String text =
        DeclarationFile.text(
            file, "a text file in UTF-8 with the list funnels", InvalidFunnelsException::new);
    return parse(DeclarationFile.name(file), text);
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
}
