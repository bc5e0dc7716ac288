package io.millrace.ingest.collect;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;

/**
 * Which web pages may send (CORS). A browser names the page's site in {@code Origin}; servers and
 * command lines name none and are not concerned.
 */
final class OriginPolicy {
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_CREDENTIALS =
      new HttpString("Access-Control-Allow-Credentials");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");

  private final List<String> allowed;

  OriginPolicy(List<String> allowed) {
    this.allowed = allowed;
  }

  /** Refuses pages that may not send; for others it writes what their browser asks for. */
  void check(HttpServerExchange exchange) throws RequestProblemException {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin == null || isOwn(exchange, origin)) {
      return;
    }
    if (!allowed.contains(origin) && !allowed.contains("*")) {
      throw new RequestProblemException(
          Problem.ORIGIN,
          "Pages of this site may not send. Its operator can allow them in access.origins.");
    }
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(ALLOW_ORIGIN, origin);
    headers.put(Headers.VARY, "Origin");
    // A browser's beacon always asks for it; there is no cookie that it could give away.
    headers.put(ALLOW_CREDENTIALS, "true");
  }

  private static boolean isOwn(HttpServerExchange exchange, String origin) {
    return origin.equals(exchange.getRequestScheme() + "://" + exchange.getHostAndPort());
  }

  /** Answers a browser that asks first. */
  static void preflight(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(ALLOW_METHODS, "GET, POST");
    headers.put(ALLOW_HEADERS, "Content-Type, Content-Encoding, X-Api-Key");
    headers.put(MAX_AGE, "3600");
    exchange.setStatusCode(204);
    exchange.endExchange();
  }
}
