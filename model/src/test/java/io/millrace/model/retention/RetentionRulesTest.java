package io.millrace.model.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.KeepTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionRulesTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
  private static final String NO_HOLDS = "holds: []\n";

  @TempDir private Path folder;

  @Test
  void theBundledFilesKeepEverythingForEver() {
    RetentionRules rules =
        RetentionYaml.load(Path.of("../conf/retention.yaml"), Path.of("../conf/legal-hold.yaml"))
            .rules();

    for (String table :
        List.of("dw.orders", "mart.page_daily", "live.risk_scores", "ops.quality", "reports")) {
      assertThat(rules.of(table, LocalDate.EPOCH, TODAY)).isEqualTo(new Verdict.Kept());
    }
  }

  @Test
  void aDayIsKeptForSoManyDaysAfterItsOwn() throws IOException {
    RetentionRules rules = rules("zones: {dw: P31D}", NO_HOLDS);

    assertThat(rules.of("dw.orders", TODAY.minusDays(31), TODAY)).isEqualTo(new Verdict.Kept());
    assertThat(rules.of("dw.orders", TODAY.minusDays(32), TODAY))
        .isEqualTo(new Verdict.Dropped(new KeepTimes.Rule("dw", new KeepTime(31))));
  }

  @Test
  void aTablesOwnTimeCountsAndNotThatOfItsZone() throws IOException {
    RetentionRules rules =
        rules(
            """
            zones: {dw: P31D, mart: forever}
            tables: {dw.orders: forever, mart.page_daily: P40D}
            """,
            NO_HOLDS);

    assertThat(rules.of("dw.activity", LocalDate.EPOCH, TODAY)).isInstanceOf(Verdict.Dropped.class);
    assertThat(rules.of("dw.orders", LocalDate.EPOCH, TODAY)).isInstanceOf(Verdict.Kept.class);
    assertThat(rules.of("mart.path_daily", LocalDate.EPOCH, TODAY))
        .isInstanceOf(Verdict.Kept.class);
    assertThat(rules.of("mart.page_daily", LocalDate.EPOCH, TODAY))
        .isEqualTo(new Verdict.Dropped(new KeepTimes.Rule("mart.page_daily", new KeepTime(40))));
  }

  @Test
  void aZonesTimeDoesNotReachTablesThatAreAWhole() throws IOException {
    RetentionRules rules = rules("zones: {dw: P31D, ops: P31D, reports: P31D}", NO_HOLDS);

    for (String table :
        List.of("dw.users", "dw.customer_days", "dw.account_days", "ops.landing_commits")) {
      assertThat(rules.of(table, LocalDate.EPOCH, TODAY)).isEqualTo(new Verdict.Kept());
    }
    assertThat(rules.of("ops.job_runs", LocalDate.EPOCH, TODAY))
        .isInstanceOf(Verdict.Dropped.class);
    assertThat(rules.of("reports", LocalDate.EPOCH, TODAY)).isInstanceOf(Verdict.Dropped.class);
  }

  @Test
  void whatIsHeldIsKeptAndSaysWhy() throws IOException {
    RetentionRules rules =
        rules(
            "zones: {dw: P31D, mart: P31D}",
            """
            holds:
              - {tables: [dw.orders, mart.*], from: 2010-12-01, to: 2010-12-03, reason: Case 17}
            """);
    LegalHold hold =
        new LegalHold(
            List.of("dw.orders", "mart.*"),
            Optional.of(LocalDate.parse("2010-12-01")),
            Optional.of(LocalDate.parse("2010-12-03")),
            "Case 17");

    assertThat(rules.holds()).containsExactly(hold);
    for (String day : List.of("2010-12-01", "2010-12-03")) {
      assertThat(rules.of("dw.orders", LocalDate.parse(day), TODAY))
          .isEqualTo(new Verdict.Held(new KeepTimes.Rule("dw", new KeepTime(31)), hold));
      assertThat(rules.of("mart.revenue_daily", LocalDate.parse(day), TODAY))
          .isInstanceOf(Verdict.Held.class);
      assertThat(rules.of("dw.activity", LocalDate.parse(day), TODAY))
          .isInstanceOf(Verdict.Dropped.class);
    }
    for (String day : List.of("2010-11-30", "2010-12-04")) {
      assertThat(rules.of("dw.orders", LocalDate.parse(day), TODAY))
          .isInstanceOf(Verdict.Dropped.class);
    }
  }

  @Test
  void liveTablesAreKeptAsLongAsTheyOrTheirZoneSay() throws IOException {
    RetentionRules rules =
        rules("zones: {live: P90D}\ntables: {live.risk_scores: forever}", NO_HOLDS);
    List<LocalDate> there = List.of(TODAY.minusDays(200), TODAY);

    assertThat(rules.live("live.page_activity", there, TODAY).orElseThrow().from())
        .isEqualTo(TODAY.minusDays(90));
    assertThat(rules.live("live.risk_scores", there, TODAY)).isEmpty();
    assertThat(rules.keepTimes().limits("live")).isTrue();
    assertThat(rules("tables: {live.risk_scores: forever}", NO_HOLDS).keepTimes().limits("live"))
        .isFalse();
  }

  @Test
  void aHoldOfALiveDayKeepsWhatCameAfterItToo() throws IOException {
    RetentionRules rules =
        rules(
            "tables: {live.risk_scores: P31D}",
            "holds: [{tables: live.*, from: 2025-12-10, to: 2025-12-10, reason: Case 17}]");
    LocalDate held = LocalDate.parse("2025-12-10");
    List<LocalDate> there = List.of(held.minusDays(1), held, held.plusDays(1), TODAY);

    KeptDays kept = rules.live("live.risk_scores", there, TODAY).orElseThrow();

    assertThat(kept.of(held.minusDays(1))).isInstanceOf(Verdict.Dropped.class);
    assertThat(kept.of(held)).isInstanceOf(Verdict.Held.class);
    assertThat(kept.of(held.plusDays(1))).isInstanceOf(Verdict.Held.class);
    assertThat(kept.of(TODAY)).isInstanceOf(Verdict.Kept.class);
  }

  @Test
  void sessionsAndWhatCountsThemByWeekAreKeptByWholeWeeks() throws IOException {
    // given the week from 19 to 25 January 2026 ends 35 days before 1 March
    LocalDate monday = LocalDate.parse("2026-01-19");
    RetentionRules kept = rules("zones: {dw: P35D, mart: P35D}", NO_HOLDS);
    RetentionRules over = rules("zones: {dw: P34D, mart: P34D}", NO_HOLDS);
    RetentionRules held =
        rules(
            "zones: {dw: P34D}",
            "holds: [{tables: dw.sessions, from: 2026-01-25, to: 2026-01-25, reason: Case 17}]");

    for (int day = 0; day < 7; day++) {
      LocalDate of = monday.plusDays(day);
      assertThat(kept.of("dw.sessions", of, TODAY)).isInstanceOf(Verdict.Kept.class);
      assertThat(over.of("dw.sessions", of, TODAY)).isInstanceOf(Verdict.Dropped.class);
      assertThat(held.of("dw.sessions", of, TODAY)).isInstanceOf(Verdict.Held.class);
    }
    assertThat(held.of("dw.sessions", monday.minusDays(1), TODAY))
        .isInstanceOf(Verdict.Dropped.class);
    assertThat(kept.of("mart.retention", monday, TODAY)).isInstanceOf(Verdict.Kept.class);
    assertThat(kept.of("dw.activity", monday, TODAY)).isInstanceOf(Verdict.Dropped.class);
  }

  @Test
  void aHoldWithoutDaysHoldsAll() throws IOException {
    RetentionRules rules =
        rules("zones: {reports: P31D}", "holds: [{tables: reports, reason: Case 17}]");

    assertThat(rules.of("reports", LocalDate.EPOCH, TODAY)).isInstanceOf(Verdict.Held.class);
    assertThat(rules.of("reports", TODAY, TODAY)).isInstanceOf(Verdict.Kept.class);
  }

  @Property
  void whatIsHeldIsNeverDroppedOnWhicheverDayItIsAsked(
      @ForAll @IntRange(min = -5000, max = 5000) int day,
      @ForAll @IntRange(min = -5000, max = 5000) int from,
      @ForAll @IntRange(min = 0, max = 1000) int length,
      @ForAll @IntRange(min = 31, max = 400) int keep) {
    RetentionRules rules =
        new RetentionRules(
            new KeepTimes(Map.of("dw", new KeepTime(keep)), Map.of()),
            List.of(
                new LegalHold(
                    List.of("dw.orders"),
                    Optional.of(TODAY.plusDays(from)),
                    Optional.of(TODAY.plusDays(from + length)),
                    "Case 17")));
    boolean held = day >= from && day <= from + length;

    Verdict verdict = rules.of("dw.orders", TODAY.plusDays(day), TODAY);

    assertThat(verdict instanceof Verdict.Dropped).isEqualTo(day < -keep && !held);
    assertThat(verdict instanceof Verdict.Held).isEqualTo(day < -keep && held);
  }

  @Test
  void theTablesThatAreNamedAreTold() throws IOException {
    RetentionRules rules =
        rules(
            "tables: {dw.orders: P31D}",
            "holds: [{tables: [mart.*, reports, raw.activity], reason: Case 17}]");

    assertThat(rules.named()).containsExactly("dw.orders", "raw.activity");
  }

  @Test
  void everythingThatIsWrongWithEitherIsToldAtOnceWithItsLine() {
    InvalidRetentionException wrong =
        catchThrowableOfType(
            InvalidRetentionException.class,
            () ->
                rules(
                    """
                    zones:
                      raw: P40D
                      dw: P30D
                    tables:
                      dw.users: P40D
                      live: P40D
                      ops.landing_commits: P40D
                      mart.page_daily: a month
                    tabels: {}
                    """,
                    """
                    holds:
                      - {tables: dw, reason: Case 17}
                      - {from: 2026-01-31, to: 2026-01-30, reason: " "}
                      - {tables: [dw.orders], from: 2026-02-30, until: 2026-03-01}
                      - dw.orders
                    """));

    assertThat(wrong.problems())
        .extracting(problem -> problem.file() + ":" + problem.line() + " " + problem.path())
        .containsExactly(
            "retention.yaml:2 zones.raw",
            "retention.yaml:3 zones.dw",
            "retention.yaml:5 tables.dw.users",
            "retention.yaml:6 tables.live",
            "retention.yaml:7 tables.ops.landing_commits",
            "retention.yaml:8 tables.mart.page_daily",
            "retention.yaml:9 tabels",
            "legal-hold.yaml:2 holds[0].tables",
            "legal-hold.yaml:3 holds[1].tables",
            "legal-hold.yaml:3 holds[1].to",
            "legal-hold.yaml:3 holds[1].reason",
            "legal-hold.yaml:4 holds[2].from",
            "legal-hold.yaml:4 holds[2].reason",
            "legal-hold.yaml:4 holds[2].until",
            "legal-hold.yaml:5 holds[3]");
    assertThat(wrong.problems().stream().map(Problem::legal))
        .anySatisfy(legal -> assertThat(legal).contains("P31D"))
        .anySatisfy(
            legal -> assertThat(legal).contains("raw and quarantine are kept as feeds declare"));
  }

  @Test
  void aFileThatIsMissingOrEmptyIsNoFileThatHoldsNothing() throws IOException {
    Path keepTimes = Files.writeString(folder.resolve("retention.yaml"), "zones: {}\n");
    Path empty = Files.writeString(folder.resolve("legal-hold.yaml"), "");
    Path missing = folder.resolve("no-such.yaml");

    assertThat(
            catchThrowableOfType(
                InvalidRetentionException.class, () -> RetentionYaml.load(keepTimes, empty)))
        .hasMessageContaining("legal-hold.yaml: nothing; legal: the list holds");
    assertThat(
            catchThrowableOfType(
                InvalidRetentionException.class, () -> RetentionYaml.load(missing, missing)))
        .hasMessageContaining("no-such.yaml: missing; legal: a text file in UTF-8 with the list");
    assertThat(
            catchThrowableOfType(
                InvalidRetentionException.class, () -> rules("zones: {}", "holds:\n")))
        .hasMessageContaining("holds: missing");
  }

  @Test
  void whereThereIsNoYamlTheSameIsReadFromJson() throws IOException {
    String keepTimes = "zones: {dw: P31D}\ntables: {dw.orders: P400D}";
    String holds = "holds: [{tables: dw.orders, from: 2010-12-01, reason: Case 17}]";
    RetentionYaml yaml = yaml(keepTimes, holds);

    RetentionRules read = RetentionJson.read(yaml.keepTimesJson(), yaml.holdsJson());

    assertThat(read).isEqualTo(yaml.rules());
    assertThat(
            catchThrowableOfType(
                InvalidRetentionException.class,
                () -> RetentionJson.read(yaml.keepTimesJson(), "{}")))
        .hasMessageContaining("legal-hold.json: holds: missing");
  }

  private RetentionRules rules(String keepTimes, String holds) throws IOException {
    return yaml(keepTimes, holds).rules();
  }

  private RetentionYaml yaml(String keepTimes, String holds) throws IOException {
    return RetentionYaml.load(
        Files.writeString(folder.resolve("retention.yaml"), keepTimes),
        Files.writeString(folder.resolve("legal-hold.yaml"), holds));
  }
}
