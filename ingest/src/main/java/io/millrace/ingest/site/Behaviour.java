package io.millrace.ingest.site;

import io.millrace.model.declaration.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How visitors behave on the simulated sites, as {@code conf/sites.yaml} says it. Immutable.
 *
 * @param sites in the order of the file
 * @param pages that each of them has; a page's number is its place here
 * @param entry where a visit begins
 * @param longestDwell no page is looked at longer
 * @param afterError what a visitor does who got an error
 * @param funnel whose conversion is followed
 * @param audience who visits
 * @param rhythm how busy generated records are
 */
public record Behaviour(
    List<Site> sites,
    List<Page> pages,
    List<Transition> entry,
    Duration longestDwell,
    AfterError afterError,
    Funnel funnel,
    Audience audience,
    Rhythm rhythm) {
  public Behaviour {
    sites = List.copyOf(sites);
    pages = List.copyOf(pages);
    entry = List.copyOf(entry);
  }

  /**
   * What a visitor does who got an error instead of a page.
   *
   * @param dwellMillis how long it is looked at
   * @param next where to; a target of {@link #AGAIN} is the page that failed
   */
  record AfterError(LogNormal dwellMillis, List<Transition> next) {
    static final int AGAIN = -2;

    AfterError {
      next = List.copyOf(next);
    }
  }

  /**
   * Reads the description.
   *
   * @throws InvalidSitesException when anything in it is wrong, or it cannot be read
   */
  public static Behaviour load(Path file) throws InvalidSitesException {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw unreadable(file, "not UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "unreadable: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Reads the description from text.
   *
   * @param file what messages name as the file
   * @throws InvalidSitesException when anything in it is wrong
   */
  static Behaviour parse(String file, String yaml) throws InvalidSitesException {
    return new BehaviourReader(file).read(yaml);
  }

  private static InvalidSitesException unreadable(Path file, String value) {
    return new InvalidSitesException(
        List.of(new Problem(file.toString(), 0, "", value, "a readable text file in UTF-8")));
  }
}
