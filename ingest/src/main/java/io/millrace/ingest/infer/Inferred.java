package io.millrace.ingest.infer;

import io.millrace.model.feed.Feed;
import java.util.List;

/**
 * A declaration that was guessed, and how the sample fares with it.
 *
 * @param feed what it declares
 * @param yaml the declaration's text
 * @param avsc the schema's text
 * @param records of the sample that it maps
 * @param refused lines of the sample that are no records
 * @param firstRefused the first few of them: line, reason and detail
 * @param toCheck what a person should look at
 */
public record Inferred(
    Feed feed,
    String yaml,
    String avsc,
    long records,
    long refused,
    List<String> firstRefused,
    List<String> toCheck) {
  public Inferred {
    firstRefused = List.copyOf(firstRefused);
    toCheck = List.copyOf(toCheck);
  }
}
