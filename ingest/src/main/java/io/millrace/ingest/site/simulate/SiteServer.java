package io.millrace.ingest.site.simulate;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Answer;
import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.Page;
import io.millrace.ingest.site.Shop;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One shop as an HTTP application of its own: its pages with the response times and errors of the
 * description, sessions by a cookie, a cart. {@code GET} of a page's path gives the page; {@code
 * POST /cart} with {@code product=<id>} puts it into the cart, {@code POST /checkout} buys what is
 * there, both with 303 to the page that shows it. Checkout with an empty cart is 303 to the cart. A
 * path that is none, or a product that is not sold, is 404. Listens on loopback only.
 */
final class SiteServer implements AutoCloseable {
  static final String ADD_TO_CART = "add_to_cart";
  static final String PLACE_ORDER = "place_order";
  static final String CART = "/cart";
  static final String CHECKOUT = "/checkout";
  static final String SESSION = "session";

  private static final String CONFIRMATION = "/confirmation";
  private static final String LOOPBACK = "127.0.0.1";
  private static final long LARGEST_BODY = 4_096;
  private static final Pattern PRODUCT = Pattern.compile("product=([0-9]{1,9})");

  private final Behaviour behaviour;
  private final Shop shop;
  private final double speed;
  private final PageHtml html;
  private final SeededRandom random;
  private final Carts carts = new Carts();
  private final Undertow server;

  /**
   * Starts it.
   *
   * @param seed decides its errors, response times and session ids
   * @param speed by which response times are divided
   * @param port it listens on, or any free one when that is taken
   */
  SiteServer(Behaviour behaviour, Shop shop, URI collector, long seed, double speed, int port) {
    this.behaviour = behaviour;
    this.shop = shop;
    this.speed = speed;
    this.html = new PageHtml(shop, behaviour.pages(), collector);
    this.random = new SeededRandom(seed).named("answers of " + shop.site().host());
    this.server = started(port);
  }

  /** Where it listens, such as {@code http://127.0.0.1:8101}. */
  URI origin() {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return URI.create("http://" + LOOPBACK + ":" + address.getPort());
  }

  Shop shop() {
    return shop;
  }

  @Override
  public void close() {
    server.stop();
  }

  private Undertow started(int port) {
    Undertow first = server(port);
    try {
      first.start();
      return first;
    } catch (RuntimeException e) {
      first.stop();
      if (!(e.getCause() instanceof BindException)) {
        throw e;
      }
      Undertow other = server(0);
      other.start();
      return other;
    }
  }

  private Undertow server(int port) {
    return Undertow.builder()
        .addHttpListener(port, LOOPBACK)
        .setIoThreads(1)
        .setWorkerThreads(1)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY)
        .setHandler(this::handle)
        .build();
  }

  private void handle(HttpServerExchange exchange) {
    String session = session(exchange);
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      exchange
          .getRequestReceiver()
          .receiveFullString(
              (e, body) -> post(e, session, body),
              (e, failed) -> e.setStatusCode(413).endExchange());
    } else if (exchange.getRequestMethod().equals(Methods.GET)) {
      get(exchange, session);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, POST");
      exchange.setStatusCode(405).endExchange();
    }
  }

  private void get(HttpServerExchange exchange, String session) {
    String path = exchange.getRequestPath();
    if (path.equals("/")) {
      redirect(exchange, behaviour.pages().get(0).path());
      return;
    }
    for (Page page : behaviour.pages()) {
      int product = page.isOfProduct() ? product(page, path) : -1;
      if (page.isOfProduct() ? product >= 0 : page.path().equals(path)) {
        if (path.equals(CHECKOUT) && carts.of(session).isEmpty()) {
          redirect(exchange, CART);
        } else {
          answer(exchange, session, page, product);
        }
        return;
      }
    }
    send(exchange, 404, 0, html.ofError(404));
  }

  private void post(HttpServerExchange exchange, String session, String body) {
    String path = exchange.getRequestPath();
    Matcher product = PRODUCT.matcher(body);
    if (path.equals(CART) && product.matches()) {
      int number = shop.catalog().numberOf(Integer.parseInt(product.group(1)));
      if (number >= 0) {
        carts.add(session, number);
        redirect(exchange, CART);
        return;
      }
    } else if (path.equals(CHECKOUT)) {
      redirect(exchange, carts.buy(session) ? CONFIRMATION : CART);
      return;
    }
    send(exchange, 404, 0, html.ofError(404));
  }

  private void answer(HttpServerExchange exchange, String session, Page page, int product) {
    Answer answer;
    synchronized (random) {
      answer = page.answer(random);
    }
    String body =
        answer.isError()
            ? html.ofError(answer.status())
            : html.of(page, product, carts.of(session), answer.bytes());
    send(exchange, answer.status(), answer.responseMillis(), body);
  }

  /** Answers later without holding a thread for it. */
  private void send(HttpServerExchange exchange, int status, long millis, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
    long micros = (long) (millis * 1_000 / speed);
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            exchange
                .getIoThread()
                .executeAfter(
                    () -> exchange.getResponseSender().send(body), micros, TimeUnit.MICROSECONDS));
  }

  private static void redirect(HttpServerExchange exchange, String path) {
    exchange.getResponseHeaders().put(Headers.LOCATION, path);
    exchange.setStatusCode(303).endExchange();
  }

  private int product(Page page, String path) {
    List<String> parts = List.of(page.path().split(Page.ID, -1));
    boolean fits =
        path.length() > page.path().length() - Page.ID.length()
            && path.startsWith(parts.get(0))
            && path.endsWith(parts.get(1));
    String id =
        fits ? path.substring(parts.get(0).length(), path.length() - parts.get(1).length()) : "";
    return id.matches("[0-9]{1,9}") ? shop.catalog().numberOf(Integer.parseInt(id)) : -1;
  }

  private String session(HttpServerExchange exchange) {
    Cookie cookie = exchange.getRequestCookie(SESSION);
    if (cookie != null && cookie.getValue().matches("[0-9a-f]{32}")) {
      return cookie.getValue();
    }
    String id;
    synchronized (random) {
      id = random.id();
    }
    exchange.setResponseCookie(
        new CookieImpl(SESSION, id).setPath("/").setHttpOnly(true).setSameSiteMode("Lax"));
    return id;
  }
}
