package io.millrace.model.streaming;

import java.time.Instant;
import java.util.List;

/**
 * What a streaming application says of itself, in one small file that it replaces every few
 * seconds.
 *
 * @param application its id
 * @param attempt the number of its attempt on YARN; each after the first follows a failure
 * @param writtenAt when it said so
 * @param queries its queries, by name
 */
public record ApplicationStatus(
    String application, int attempt, Instant writtenAt, List<QueryStatus> queries) {

  public ApplicationStatus {
    queries = List.copyOf(queries);
  }
}
