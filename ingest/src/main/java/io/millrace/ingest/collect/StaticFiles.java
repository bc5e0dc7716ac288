package io.millrace.ingest.collect;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The two files that pages load. */
final class StaticFiles {
  /** One transparent pixel. */
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final byte[] tag;

  StaticFiles() {
    try (InputStream in = StaticFiles.class.getResourceAsStream("tag.js")) {
      tag = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The tag is part of the program.", e);
    }
  }

  void tag(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "public, max-age=3600");
    Answers.send(exchange, 200, "text/javascript; charset=utf-8", tag);
  }

  static void pixel(HttpServerExchange exchange, int status) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    Answers.send(exchange, status, "image/gif", GIF);
  }
}
