package io.millrace.model.feed;

import java.io.Serializable;
import java.util.List;

/**
 * How a file of separated values is laid out.
 *
 * @param delimiter between values; neither a quote nor a line break
 * @param header the columns' names where the file does not say them; empty where its first line
 *     does
 */
public record CsvLayout(char delimiter, List<String> header) implements Serializable {
  /** Commas, and a first line that names the columns. */
  public static final CsvLayout USUAL = new CsvLayout(',', List.of());

  public CsvLayout {
    header = List.copyOf(header);
  }
}
