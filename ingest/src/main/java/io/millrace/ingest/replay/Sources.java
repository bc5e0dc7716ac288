package io.millrace.ingest.replay;

import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.CsvLayout;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldSource;
import io.millrace.model.feed.SourceFormat;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.feed.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mappings by which files become a feed's records. */
public final class Sources {
  private Sources() {}

  /**
   * Makes sure that there is such a mapping.
   *
   * @param source the mapping's name; empty for the only one that the feed declares, or the feed's
   *     own format when it declares none
   * @throws UnknownSourceException when the feed has no such mapping, or several to choose from
   */
  public static void require(Feed feed, Optional<String> source) {
    nameOf(feed, source);
  }

  /**
   * The mapping for that file.
   *
   * @throws UnknownSourceException as {@link #require}
   */
  public static SourceMapping of(Feed feed, Optional<String> source, SourceFile file) {
    String name = nameOf(feed, source);
    SourceMapping declared = feed.sources().get(name);
    return declared != null ? declared : ofFeedItself(feed, file);
  }

  private static String nameOf(Feed feed, Optional<String> source) {
    if (source.isPresent()) {
      if (!source.get().equals(SourceMapping.FEED_ITSELF)
          && !feed.sources().containsKey(source.get())) {
        throw new UnknownSourceException(feed, "There is no source " + source.get() + ".");
      }
      return source.get();
    }
    if (feed.sources().size() > 1) {
      throw new UnknownSourceException(feed, "Name the source to map the file by.");
    }
    return feed.sources().keySet().stream().findFirst().orElse(SourceMapping.FEED_ITSELF);
  }

  /** Every field by its own name; what the file begins with tells lines from an array. */
  private static SourceMapping ofFeedItself(Feed feed, SourceFile file) {
    SourceFormat format = file.firstByte() == '[' ? SourceFormat.JSON_ARRAY : SourceFormat.NDJSON;
    Map<String, FieldSource> fields = new LinkedHashMap<>();
    for (Field field : feed.fields()) {
      fields.put(field.name(), new FieldSource.Column(field.name(), TextForm.TEXT, List.of()));
    }
    return new SourceMapping(SourceMapping.FEED_ITSELF, format, CsvLayout.USUAL, fields);
  }
}
