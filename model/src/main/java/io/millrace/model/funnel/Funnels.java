package io.millrace.model.funnel;

import io.millrace.model.declaration.DeclarationFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What is declared of the ways that visitors take.
 *
 * @param funnels in the order of the file
 * @param conversions what makes a session converted
 */
public record Funnels(List<Funnel> funnels, DeclaredConversions conversions) {

  public Funnels {
    funnels = List.copyOf(funnels);
  }

  /**
   * Reads the file that declares it.
   *
   * @throws InvalidFunnelsException when anything in it is wrong, or there is none
   */
  public static Funnels load(Path file) throws InvalidFunnelsException {
    String text =
        DeclarationFile.text(
            file, "a text file in UTF-8 with the list funnels", InvalidFunnelsException::new);
    return parse(DeclarationFile.name(file), text);
  }

  /**
   * Reads it from text.
   *
   * @param file what messages name as the file
   * @throws InvalidFunnelsException when anything is wrong
   */
  public static Funnels parse(String file, String yaml) throws InvalidFunnelsException {
    return new FunnelReader(file).read(yaml);
  }
}
