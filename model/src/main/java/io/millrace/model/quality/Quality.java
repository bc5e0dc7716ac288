package io.millrace.model.quality;

import io.millrace.model.declaration.DeclarationFile;
import io.millrace.model.feed.Feed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of each table.
 *
 * @param feeds asked of {@code dw.<feed>} of every feed
 * @param tables asked of tables, by their names with their databases
 */
public record Quality(List<FeedCheck> feeds, Map<String, List<Check>> tables) {

  /** Nothing is asked. */
  public static final Quality NONE = new Quality(List.of(), Map.of());

  /** A check of any feed, whose columns are known once the feed is. */
  @FunctionalInterface
  public interface FeedCheck {
    Check of(Feed feed);
  }

  public Quality {
    feeds = List.copyOf(feeds);
    tables = new LinkedHashMap<>(tables);
  }

  /**
   * Reads the file that declares it.
   *
   * @throws InvalidQualityException when anything in it is wrong, or there is none
   */
  public static Quality load(Path file) throws InvalidQualityException {
    String text =
        DeclarationFile.text(
            file,
            "a text file in UTF-8 with the mappings feeds, tables",
            InvalidQualityException::new);
    return parse(DeclarationFile.name(file), text);
  }

  /**
   * Reads it from text.
   *
   * @param file what messages name as the file
   * @throws InvalidQualityException when anything is wrong
   */
  public static Quality parse(String file, String yaml) throws InvalidQualityException {
    return new QualityReader(file).yaml(yaml);
  }

  /** What is asked of a table that is not a feed's. */
  public List<Check> of(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /**
   * What is asked of {@code dw.<feed>}: what the feed's declaration says of its records, what is
   * asked of every feed, and what is asked of that table.
   */
  public List<Check> of(Feed feed) {
    List<Check> checks = new ArrayList<>(DeclaredChecks.of(feed));
    feeds.forEach(check -> checks.add(check.of(feed)));
    checks.addAll(of("dw." + feed.name()));
    return checks;
  }
}
