package io.millrace.ingest.site.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what tags post, or answers what it is told to. */
final class RecordingCollector implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Posted> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger toPutOff = new AtomicInteger();
  private final Undertow server;
  private final URI address;
  private volatile int status = 202;
  private volatile int refusedOfEach;

  /** One record as it came. */
  record Posted(String line, JsonNode json, String contentType, String userAgent) {}

  RecordingCollector() {
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setHandler(this::take)
            .build();
    server.start();
    InetSocketAddress bound = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    address = URI.create("http://127.0.0.1:" + bound.getPort());
  }

  URI address() {
    return address;
  }

  /** The next so many posts are answered by 503 with {@code Retry-After: 0}. */
  void putOffNext(int posts) {
    toPutOff.set(posts);
  }

  /** Every post is answered so and not taken. */
  void answerWith(int refusal) {
    status = refusal;
  }

  /** Of every post so many records, or all that it has, are refused, and the answer says so. */
  void refuseOfEach(int records) {
    refusedOfEach = records;
  }

  List<Posted> taken() {
    return taken;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void take(HttpServerExchange exchange) {
    exchange.getRequestReceiver().receiveFullString(this::answer);
  }

  private void answer(HttpServerExchange exchange, String body) {
    boolean known =
        exchange.getRequestMethod().equals(new HttpString("POST"))
            && exchange.getRequestPath().equals("/v1/activity");
    if (!known) {
      exchange.setStatusCode(404).endExchange();
    } else if (toPutOff.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "0");
      exchange.setStatusCode(503).endExchange();
    } else {
      if (status == 202) {
        body.lines().skip(refusedOfEach).forEach(line -> taken.add(posted(exchange, line)));
      }
      exchange.setStatusCode(status);
      if (refusedOfEach > 0) {
        long accepted = body.lines().skip(refusedOfEach).count();
        exchange.getResponseSender().send("{\"accepted\":" + accepted + "}");
      }
      exchange.endExchange();
    }
  }

  private static Posted posted(HttpServerExchange exchange, String line) {
    try {
      return new Posted(
          line,
          JSON.readTree(line),
          exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE),
          exchange.getRequestHeaders().getFirst(Headers.USER_AGENT));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
