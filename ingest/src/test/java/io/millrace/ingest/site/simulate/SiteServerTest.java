package io.millrace.ingest.site.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.Catalog;
import io.millrace.ingest.site.Page;
import io.millrace.ingest.site.PageArea;
import io.millrace.ingest.site.Shop;
import io.millrace.ingest.site.Transition;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteServerTest {
  private static final URI COLLECTOR = URI.create("http://127.0.0.1:8095");
  private static final double FAST = 1_000;

  private final Behaviour behaviour = Behaviour.load(Path.of("../conf/sites.yaml"));
  private final Shop shop = Shop.of(behaviour, behaviour.sites().get(0), "http://shop.example", 1);
  private final SiteServer site = new SiteServer(behaviour, shop, COLLECTOR, 1, FAST, 0);
  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void everyPageHasItsSectionsItsElementsAndTheTag() throws Exception {
    for (Page page : behaviour.pages()) {
      if (page.path().equals("/checkout")) {
        post("/cart", "product=1000");
      }
      // when
      HttpResponse<String> answer = ok(page.path().replace(Page.ID, "1000"));

      // then
      assertThat(answer.body())
          .contains("src=\"http://127.0.0.1:8095/v1/tag.js\"", "data-page=\"" + page.name());
      for (PageArea area : page.areas()) {
        assertThat(answer.body()).contains("data-section=\"" + area.name() + "\"");
        for (String element : area.elements()) {
          assertThat(answer.body()).contains("data-element=\"" + element + "\"");
        }
      }
      for (Transition transition : page.next()) {
        if (transition.byClick()) {
          assertThat(answer.body()).contains("data-element=\"" + transition.element() + "\"");
        }
      }
    }
  }

  @Test
  void whatIsPutIntoTheCartIsThereUntilItIsBought() throws Exception {
    // given
    Catalog.Product first = shop.catalog().product(0);
    Catalog.Product second = shop.catalog().product(1);
    ok("/home");

    // when
    HttpResponse<String> cart = post("/cart", "product=" + first.id());
    post("/cart", "product=" + second.id());
    HttpResponse<String> confirmation = post("/checkout", "");

    // then
    assertThat(cart.uri().getPath()).isEqualTo("/cart");
    assertThat(cart.body()).contains("/product/" + first.id());
    assertThat(confirmation.uri().getPath()).isEqualTo("/confirmation");
    assertThat(ok("/checkout").uri().getPath()).isEqualTo("/cart");
  }

  @Test
  void cartsBelongToSessions() throws Exception {
    // given
    post("/cart", "product=1000");

    // when another browser asks
    HttpResponse<String> other =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(request("/checkout").build(), BodyHandlers.ofString());

    // then
    assertThat(other.uri().getPath()).isEqualTo("/cart");
    assertThat(ok("/checkout").uri().getPath()).isEqualTo("/checkout");
  }

  @Test
  void whatDoesNotExistIsNotFound() throws Exception {
    for (String path :
        new String[] {
          "/nothing",
          "/product/999",
          "/product/1400",
          "/product/",
          "/product/x",
          "/product",
          "/product/99999999999999",
          "/home/x"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(post("/cart", "product=1").statusCode()).isEqualTo(404);
    assertThat(post("/cart", "rubbish").statusCode()).isEqualTo(404);
    assertThat(post("/home", "product=1000").statusCode()).isEqualTo(404);
  }

  @Test
  void theSiteAnswersWithErrorsAsOftenAsTheFileSays() throws Exception {
    // given: of a product's pages 0.8 % are 404 and 0.3 % are 500
    int asked = 3_000;

    // when
    int[] statuses = new int[600];
    for (int i = 0; i < asked; i++) {
      statuses[get("/product/1000").statusCode()]++;
    }

    // then, within five standard deviations
    assertThat(statuses[404]).isBetween(2, 24 + 25);
    assertThat(statuses[500]).isBetween(1, 9 + 15);
    assertThat(statuses[200]).isEqualTo(asked - statuses[404] - statuses[500]);
  }

  @Test
  void aBodyThatIsFarTooLongIsRefused() throws Exception {
    HttpResponse<String> answer = null;
    try {
      answer = post("/cart", "product=" + "1".repeat(100_000));
    } catch (IOException e) {
      // the site closed the connection, which is as good
    }
    assertThat(answer == null || answer.statusCode() >= 400).isTrue();
    assertThat(ok("/home").body()).contains("data-section");
  }

  @Test
  void aTakenPortIsReplacedByAFreeOne() throws Exception {
    // given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        // when
        SiteServer other =
            new SiteServer(behaviour, shop, COLLECTOR, 1, FAST, taken.getLocalPort())) {
      // then
      assertThat(other.origin().getPort()).isPositive().isNotEqualTo(taken.getLocalPort());
      assertThat(
              browser
                  .send(
                      HttpRequest.newBuilder(other.origin().resolve("/confirmation")).build(),
                      BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  /** Asks until the answer is none of the errors that the site makes up now and then. */
  private HttpResponse<String> ok(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    while (answer.statusCode() != 200) {
      answer = get(path);
    }
    return answer;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return browser.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(site.origin().resolve(path));
  }
}
