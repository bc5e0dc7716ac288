package io.millrace.ingest.infer;

import io.millrace.model.feed.CsvLayout;
import io.millrace.model.feed.SourceFormat;
import java.util.List;
import java.util.Set;

/**
 * How a sample is cut into columns.
 *
 * @param format of the file
 * @param csv delimiter and header of a CSV file
 * @param columns their names in order, each once; for JSON, dotted paths of members
 * @param texts of a JSON file the columns whose values stand in quotes
 * @param notes what was found on the way and is of interest to a person
 */
record SampleLayout(
    SourceFormat format,
    CsvLayout csv,
    List<String> columns,
    Set<String> texts,
    List<String> notes) {

  SampleLayout {
    columns = List.copyOf(columns);
    texts = Set.copyOf(texts);
    notes = List.copyOf(notes);
  }
}
