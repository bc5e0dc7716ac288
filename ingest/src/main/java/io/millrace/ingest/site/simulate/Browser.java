package io.millrace.ingest.site.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.site.PageRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One visitor's browser: asks a site for pages and keeps its cookie. For one thread at a time. */
final class Browser {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI origin;
  private final String userAgent;
  private Optional<String> session = Optional.empty();

  /** Begins without a cookie. */
  Browser(HttpClient http, URI origin, String userAgent) {
    this.http = http;
    this.origin = origin;
    this.userAgent = userAgent;
  }

  /**
   * Asks for a page the way the visitor comes to it: a product is put into the cart and an order is
   * placed by a form, all else is a link.
   *
   * @param from the page that is shown now; null for none
   * @param referrer address to tell the site; null for none
   * @return fails when the site cannot be reached or does not answer in time
   */
  CompletableFuture<Received> ask(PageRequest wanted, PageRequest from, String referrer) {
    String element = wanted.by() == null ? null : wanted.by().element();
    HttpRequest.Builder request;
    if (SiteServer.ADD_TO_CART.equals(element)) {
      String id = from.path().substring(from.path().lastIndexOf('/') + 1);
      request = request(SiteServer.CART, referrer);
      request.header("Content-Type", "application/x-www-form-urlencoded");
      request.POST(BodyPublishers.ofString("product=" + id));
    } else if (SiteServer.PLACE_ORDER.equals(element)) {
      request = request(SiteServer.CHECKOUT, referrer).POST(BodyPublishers.noBody());
    } else {
      request = request(wanted.path(), referrer).GET();
    }
    long begun = System.nanoTime();
    return http.sendAsync(request.build(), BodyHandlers.ofByteArray())
        .thenApply(response -> received(response, (System.nanoTime() - begun) / 1_000_000));
  }

  /** Keeps the cookie of what came. */
  void keep(Received received) {
    if (received.session().isPresent()) {
      session = received.session();
    }
  }

  /** The site's id of this session; empty before the first answer. */
  Optional<String> session() {
    return session;
  }

  private HttpRequest.Builder request(String path, String referrer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path))
            .timeout(PATIENCE)
            .header("User-Agent", userAgent);
    if (referrer != null) {
      request.header("Referer", referrer);
    }
    session.ifPresent(id -> request.header("Cookie", SiteServer.SESSION + "=" + id));
    return request;
  }

  private static Received received(HttpResponse<byte[]> response, long millis) {
    byte[] body = response.body();
    Optional<String> session =
        response.headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith(SiteServer.SESSION + "="))
            .map(cookie -> cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0])
            .findFirst();
    return new Received(
        response.statusCode(), millis, body.length, new String(body, UTF_8), session);
  }
}
