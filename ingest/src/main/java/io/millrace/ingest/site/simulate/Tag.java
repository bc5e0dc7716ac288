package io.millrace.ingest.site.simulate;

import io.millrace.ingest.site.EventType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * The collector's tag in one visitor's browser: posts what happens, one post at a time, what
 * gathers meanwhile together. When the collector says to come later it does, with what it has; its
 * queue is bounded and the oldest records go first. Once the visitor has left it tries a few more
 * times. Lives on the loop's thread.
 */
final class Tag {
  private static final int MOST_WAITING = 200;
  private static final int MOST_IN_A_POST = 20;
  private static final int ATTEMPTS_AFTER_LEAVING = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration USUAL_WAIT = Duration.ofSeconds(1);
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final HttpClient http;
  private final URI endpoint;
  private final String userAgent;
  private final SimulationLoop loop;
  private final SimulationCounts counts;
  private final Deque<String> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean visitorLeft;
  private int attemptsAfterLeaving;

  /**
   * A tag with nothing to send.
   *
   * @param endpoint that takes records, such as {@code http://127.0.0.1:8095/v1/activity}
   */
  Tag(
      HttpClient http,
      URI endpoint,
      String userAgent,
      SimulationLoop loop,
      SimulationCounts counts) {
    this.http = http;
    this.endpoint = endpoint;
    this.userAgent = userAgent;
    this.loop = loop;
    this.counts = counts;
  }

  /** Takes a record, a JSON object on one line. */
  void send(EventType type, String json) {
    counts.record(type);
    waiting.add(json);
    dropBeyond(MOST_WAITING);
    post();
  }

  /** The visitor has closed the page; nothing more will come. */
  void visitorLeft() {
    visitorLeft = true;
  }

  private void post() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    List<String> lines = new ArrayList<>();
    while (!waiting.isEmpty() && lines.size() < MOST_IN_A_POST) {
      lines.add(waiting.remove());
    }
    String type = lines.size() == 1 ? "application/json" : "application/x-ndjson";
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofString(String.join("\n", lines) + "\n"))
            .build();
    counts.posts.incrementAndGet();
    loop.whenDone(
        http.sendAsync(request, BodyHandlers.ofString()), response -> answered(lines, response));
  }

  /** No response: it failed on the way, and what became of the records is unknown. */
  private void answered(List<String> lines, HttpResponse<String> response) {
    int status = response == null ? 0 : response.statusCode();
    if (status / 100 == 2) {
      judged(lines.size(), CollectorAnswer.accepted(response.body()).orElse(lines.size()));
    } else if (status == 429 || status == 503) {
      counts.putOff.incrementAndGet();
      again(lines, retryAfter(response));
    } else if (status / 100 == 4) {
      judged(lines.size(), CollectorAnswer.accepted(response.body()).orElse(0));
    } else {
      counts.failedPosts.incrementAndGet();
      again(lines, USUAL_WAIT);
    }
  }

  private void judged(int records, int said) {
    int accepted = Math.min(records, said);
    counts.acknowledged.addAndGet(accepted);
    counts.refused.addAndGet(records - accepted);
    goOn();
  }

  private void goOn() {
    busy = false;
    post();
  }

  private void again(List<String> lines, Duration wait) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      waiting.addFirst(lines.get(i));
    }
    boolean enough = visitorLeft && ++attemptsAfterLeaving >= ATTEMPTS_AFTER_LEAVING;
    dropBeyond(enough ? 0 : MOST_WAITING);
    loop.afterReal(wait, this::goOn);
  }

  private void dropBeyond(int most) {
    while (waiting.size() > most) {
      waiting.remove();
      counts.dropped.incrementAndGet();
    }
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    OptionalLong seconds;
    try {
      seconds = response.headers().firstValueAsLong("Retry-After");
    } catch (NumberFormatException e) {
      seconds = OptionalLong.empty();
    }
    return seconds.isPresent() && seconds.getAsLong() >= 0
        ? Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, seconds.getAsLong()))
        : USUAL_WAIT;
  }
}
