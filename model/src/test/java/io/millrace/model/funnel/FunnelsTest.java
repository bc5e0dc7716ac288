package io.millrace.model.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunnelsTest {

  private static final Path FILE = Path.of("../conf/funnels.yaml");

  @Test
  void theBundledFunnelsAreGood() {
    Funnels bundled = Funnels.load(FILE);

    assertThat(bundled.funnels()).isNotEmpty();
    assertThat(bundled.conversions().steps())
        .as("the last step of the bundled purchase")
        .containsExactly(
            new FunnelStep("purchase", bundled.funnels().get(0).steps().get(3).conditions()));
  }

  @Test
  void aFunnelIsReadAsItIsWritten() {
    List<Funnel> funnels =
        Funnels.parse(
                "funnels.yaml",
                """
                funnels:
                  - name: help
                    count: session
                    mode: strict
                    window: PT30M
                    segments: [country, is_bot]
                    steps:
                      - name: trouble
                        where: {event_type: error, status_code: [404, 500]}
                      - name: contact
                        where: {page: /contact}
                """)
            .funnels();

    assertThat(funnels)
        .containsExactly(
            new Funnel(
                "help",
                Funnel.Counting.SESSION,
                Funnel.Mode.STRICT,
                Duration.ofMinutes(30),
                List.of(EventField.COUNTRY, EventField.IS_BOT),
                List.of(
                    new FunnelStep(
                        "trouble",
                        List.of(
                            equal(EventField.EVENT_TYPE, "error"),
                            equal(EventField.STATUS_CODE, "404", "500"))),
                    new FunnelStep("contact", List.of(equal(EventField.PAGE, "/contact"))))));
  }

  @Test
  void withoutOtherWordsVisitorsAreCountedAndAnythingMayHappenBetween() {
    Funnel funnel =
        Funnels.parse(
                "funnels.yaml",
                """
                funnels:
                  - name: short
                    window: P1D
                    steps:
                      - {name: one, where: {page_prefix: [/a, /b]}}
                      - {name: two, where: {page: /c}}
                """)
            .funnels()
            .get(0);

    assertThat(funnel.counting()).isEqualTo(Funnel.Counting.VISITOR);
    assertThat(funnel.mode()).isEqualTo(Funnel.Mode.LOOSE);
    assertThat(funnel.segments()).isEmpty();
  }

  @Test
  void noFunnelAtAllIsLegal() {
    assertThat(Funnels.parse("funnels.yaml", "funnels: []\n"))
        .isEqualTo(new Funnels(List.of(), DeclaredConversions.NONE));
  }

  @Test
  void anEventThatFitsOneOfTheDeclaredConversionsIsOne() {
    DeclaredConversions conversions =
        Funnels.parse(
                "funnels.yaml",
                """
                conversions:
                  - {name: purchase, where: {event_type: page_view, page: /confirmation}}
                  - {name: sign_up, where: {element: subscribe}}
                funnels: []
                """)
            .conversions();

    assertThat(conversions.fields())
        .containsExactlyInAnyOrder(EventField.EVENT_TYPE, EventField.PAGE, EventField.ELEMENT);
    assertThat(
            conversions.include(
                event(
                    Map.of(EventField.EVENT_TYPE, "page_view", EventField.PAGE, "/confirmation"))))
        .isTrue();
    assertThat(conversions.include(event(Map.of(EventField.ELEMENT, "subscribe")))).isTrue();
    assertThat(conversions.include(event(Map.of(EventField.PAGE, "/confirmation")))).isFalse();
    assertThat(DeclaredConversions.NONE.include(event(Map.of()))).isFalse();
  }

  @Test
  void whatIsWrongWithConversionsIsToldWithWhatIsWrongWithFunnels() {
    InvalidFunnelsException wrong =
        refused(
            """
            conversions:
              - {name: purchase, where: {pages: /confirmation}}
              - {name: purchase, where: {}}
              - name: Paid
              - /confirmation
            funnels:
              - {name: short, window: PT1H, steps: []}
            """);

    assertThat(wrong.problems().stream().map(p -> p.line() + " " + p.path()))
        .containsExactlyInAnyOrder(
            "2 conversions[0].where.pages",
            "3 conversions[1].name",
            "3 conversions[1].where",
            "4 conversions[2].name",
            "4 conversions[2].where",
            "5 conversions[3]",
            "7 funnels[0].steps");
    assertThat(refused("funnels: []\nconversions: /confirmation\n").problems())
        .extracting(Problem::path)
        .containsExactly("conversions");
    String many =
        IntStream.range(0, 21)
            .mapToObj("  - {name: c%d, where: {page: /c}}\n"::formatted)
            .collect(Collectors.joining("", "funnels: []\nconversions:\n", ""));
    assertThat(refused(many)).hasMessageContaining("conversions: 21 of them; legal: at most 20");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsLine() {
    InvalidFunnelsException wrong =
        refused(
            """
            funnels:
              - name: Purchase
                count: orders
                mode: loose
                window: P8D
                segments: [country, page, country]
                colour: red
                steps:
                  - name: product
                    where: {pages: /product, status_code: 99}
                  - name: product
                    where: {}
              - name: second
                steps:
                  - name: only
            """);

    assertThat(wrong.problems().stream().map(p -> p.line() + " " + p.path()))
        .containsExactly(
            "2 funnels[0].name",
            "3 funnels[0].count",
            "5 funnels[0].window",
            "6 funnels[0].segments",
            "6 funnels[0].segments",
            "7 funnels[0].colour",
            "10 funnels[0].steps[0].where.pages",
            "10 funnels[0].steps[0].where.status_code",
            "11 funnels[0].steps[1].name",
            "12 funnels[0].steps[1].where",
            "13 funnels[1].window",
            "14 funnels[1].steps",
            "15 funnels[1].steps[0].where");
    assertThat(wrong)
        .hasMessageStartingWith("13 problems in the funnels' declarations:")
        .hasMessageContaining(
            "funnels.yaml:5: funnels[0].window: P8D; legal: an ISO-8601 duration from PT1S to P7D")
        .hasMessageContaining("legal: visitor or session");
  }

  @Test
  void whatIsNoListOfFunnelsIsRefused() {
    assertThat(refused("funnels: purchase\n").problems())
        .extracting(Problem::path)
        .containsExactly("funnels");
    assertThat(refused("").problems()).extracting(Problem::value).containsExactly("nothing");
    assertThat(refused("steps: []\n").problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("funnels", "steps");
    assertThat(refused("funnels: [\n").problems()).hasSize(1);
  }

  @Test
  void aFileThatIsMissingOrNoTextIsNamed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("none.yaml");
    Path binary = Files.write(folder.resolve("funnels.yaml"), new byte[] {(byte) 0xff, 0});

    assertThat(catchThrowableOfType(InvalidFunnelsException.class, () -> Funnels.load(missing)))
        .hasMessageContaining(missing + ": missing");
    assertThat(catchThrowableOfType(InvalidFunnelsException.class, () -> Funnels.load(binary)))
        .hasMessageContaining("not UTF-8");
  }

  private static InvalidFunnelsException refused(String yaml) {
    return catchThrowableOfType(
        InvalidFunnelsException.class, () -> Funnels.parse("funnels.yaml", yaml));
  }

  private static FunnelEvent event(Map<EventField, String> texts) {
    return new FunnelEvent() {
      @Override
      public long timeMicros() {
        return 0;
      }

      @Override
      public String text(EventField field) {
        return texts.get(field);
      }
    };
  }

  private static StepCondition equal(EventField field, String... texts) {
    return new StepCondition(field, StepCondition.Kind.EQUALS, Set.of(texts));
  }
}
