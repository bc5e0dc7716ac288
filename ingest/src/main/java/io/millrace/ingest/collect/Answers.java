package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes answers. To be used by one thread for each request. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  static void json(HttpServerExchange exchange, int status, Object body) {
    try {
      send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Answers hold only text and numbers.", e);
    }
  }

  static void problem(HttpServerExchange exchange, RequestProblemException problem) {
    if (problem.retryAfterSeconds() > 0) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, problem.retryAfterSeconds());
    }
    // What is left of a body that is too large, or that nobody has room for, is not read.
    if (!exchange.isRequestComplete()) {
      exchange.setPersistent(false);
      exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", problem.problem().name());
    body.put("detail", problem.getMessage());
    json(exchange, problem.problem().status(), body);
  }

  static void text(HttpServerExchange exchange, String type, String text) {
    send(exchange, 200, type, text.getBytes(UTF_8));
  }

  static void send(HttpServerExchange exchange, int status, String type, byte[] body) {
    if (exchange.isResponseStarted()) {
      return;
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
