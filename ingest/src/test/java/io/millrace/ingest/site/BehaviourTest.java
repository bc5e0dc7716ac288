package io.millrace.ingest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.declaration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourTest {
  static final Path FILE = Path.of("../conf/sites.yaml");

  @Test
  void theBundledFileDescribesThreeShopsWithTheSamePages() {
    // when
    Behaviour behaviour = Behaviour.load(FILE);

    // then
    assertThat(behaviour.sites()).hasSize(3).extracting(Site::host).doesNotHaveDuplicates();
    assertThat(behaviour.pages())
        .extracting(Page::path)
        .containsExactly(
            "/home",
            "/products",
            "/product/<id>",
            "/search",
            "/cart",
            "/checkout",
            "/confirmation",
            "/account");
    assertThat(behaviour.funnel().steps()).containsExactly(2, 4, 5, 6);
  }

  @Test
  void everyProblemIsNamedAtOnceWithItsPlaceItsValueAndWhatIsLegal() throws IOException {
    // given a file that is wrong in five places
    String broken =
        Files.readString(FILE)
            .replace("weight: 5 ", "weight: heavy ")
            .replace("checkout: { p: 0.46", "checkout: { p: 0.56")
            .replace("by: product_details.add_to_cart", "by: product_detail.add_to_cart")
            .replace("signed_in: 0.35", "signed_in: 1.35")
            .replace("funnel: {", "funel: {}\nfunnel: {");

    // when
    InvalidSitesException refused =
        catchThrowableOfType(
            InvalidSitesException.class, () -> Behaviour.parse("sites.yaml", broken));

    // then
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::value)
        .containsExactlyInAnyOrder(
            tuple("sites[0].weight", "heavy"),
            tuple("pages.cart.next", "adds up to 1.1"),
            tuple("pages.product.next.cart.by", "product_detail.add_to_cart"),
            tuple("visitors.signed_in", "1.35"),
            tuple("funel", "unknown setting"));
    assertThat(refused.problems()).extracting(Problem::legal).allMatch(text -> !text.isBlank());
    assertThat(refused).hasMessageContaining("5 problems").hasMessageContaining("sites.yaml: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host: summit-outdoor.example | host: harbour-books.example | sites[1].host",
        "products: 250 | products: 0 | sites[1].products",
        "path: /cart | path: cart | pages.cart.path",
        "path: /search | path: /home | pages.search.path",
        "404: 0.008 | 200: 0.008 | pages.product.errors.200",
        "404: 0.008 | 404: 1.008 | pages.product.errors.404",
        "home: 0.50, | home: 0.50, blog: 0, | entry.blog",
        "longest_dwell: PT20M | longest_dwell: 20 | longest_dwell",
        "steps: [product, cart | steps: [product, basket | funnel.steps",
        "countries: { US: 40 | countries: { XX: 40 | visitors.countries",
        "days: [10, 10, | days: [10, | rhythm.days",
        "known: 20000 | known: none | visitors.known",
        "median: 45, spread | mean: 45, spread | pages.home.response_ms.median",
        "again: 0.45 | agein: 0.45 | after_error.next.agein"
      })
  void oneWrongSettingIsNamedByItsPath(String right, String wrong, String path) throws IOException {
    // given
    String text = Files.readString(FILE);
    assertThat(text).contains(right);

    // when
    InvalidSitesException refused =
        catchThrowableOfType(
            InvalidSitesException.class,
            () -> Behaviour.parse("sites.yaml", text.replace(right, wrong)));

    // then
    assertThat(refused.problems()).extracting(Problem::path).contains(path);
  }

  @Test
  void visitsThatNeverEndAreRefused() throws IOException {
    // given a confirmation page that is never left and leads to nothing but itself
    String text =
        Files.readString(FILE)
            .replace(
                "home: { p: 0.12 }\n      account: { p: 0.08 }\n      leave: { p: 0.80 }",
                "confirmation: { p: 1.0 }");

    // then
    assertThatThrownBy(() -> Behaviour.parse("sites.yaml", text))
        .isInstanceOf(InvalidSitesException.class)
        .hasMessageContaining("never end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no mapping",
        "[1, 2] | no mapping",
        "a: {b | line 1",
        "a: 1\\na: 2 | Duplicate"
      })
  void whatIsNoMappingIsRefusedAsAWhole(String text, String said) {
    assertThatThrownBy(() -> Behaviour.parse("sites.yaml", text.replace("\\n", "\n")))
        .isInstanceOf(InvalidSitesException.class)
        .hasMessageContaining("sites.yaml")
        .hasMessageContaining(said);
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> Behaviour.load(folder.resolve("none.yaml")))
        .isInstanceOf(InvalidSitesException.class)
        .hasMessageContaining("none.yaml");
  }

  @Test
  void bytesThatAreNoTextAreRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("sites.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> Behaviour.load(file))
        .isInstanceOf(InvalidSitesException.class)
        .hasMessageContaining("UTF-8");
  }

  static Behaviour bundled() {
    return Behaviour.load(FILE);
  }

  static Shop shop(Behaviour behaviour) {
    Site site = behaviour.sites().get(0);
    return Shop.of(behaviour, site, "https://" + site.host(), 1);
  }

  static List<String> pageNames(Behaviour behaviour) {
    return behaviour.pages().stream().map(Page::name).toList();
  }
}
