package io.millrace.ingest.topic;

import java.util.List;

/**
 * What a feed's topics lack.
 *
 * @param changes what would be done, for people; nothing when the topics are as declared
 * @param obstacles what cannot be done; nothing must be done when there is any
 */
public record TopicPlan(List<String> changes, List<String> obstacles) {
  public TopicPlan {
    changes = List.copyOf(changes);
    obstacles = List.copyOf(obstacles);
  }
}
