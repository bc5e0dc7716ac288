package io.millrace.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.path.PathSettings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  @Test
  void sessionsEndAfterHalfAnHourOfIdlenessOrADayUnlessSaidOtherwise() throws Exception {
    CurateArguments arguments =
        CurateArguments.parse(
            "--days", "2015-05-17", "--root", "hdfs:///millrace/", "--generation", "g1");

    assertThat(arguments.rule().gap()).isEqualTo(Duration.ofMinutes(30));
    assertThat(arguments.rule().max()).contains(Duration.ofHours(24));
    assertThat(arguments.grace()).isEqualTo(Duration.ofHours(24));
    assertThat(arguments.root()).isEqualTo("hdfs:///millrace");
  }

  @Test
  void pathsOfUpToFivePagesAreKeptAndNoFunnelsComputedUnlessSaidOtherwise() throws Exception {
    CurateArguments usual =
        CurateArguments.parse("--days", "2015-05-17", "--root", "/m", "--generation", "g");
    CurateArguments other =
        CurateArguments.parse(
            "--days",
            "2015-05-17",
            "--root",
            "/m",
            "--generation",
            "g",
            "--funnels",
            "/f.yaml",
            "--path-longest",
            "3",
            "--path-top",
            "7");

    assertThat(usual.paths()).isEqualTo(new PathSettings(5, 100));
    assertThat(usual.funnels()).isEmpty();
    assertThat(other.paths()).isEqualTo(new PathSettings(3, 7));
    assertThat(other.funnels()).contains("/f.yaml");
  }

  @Test
  void accountsAreSpreadOverFourTasksUnlessSaidOtherwise() throws Exception {
    String[] usual = {
      "--days", "2026-01-01", "--rules", "/r.yaml", "--root", "/m", "--generation", "g"
    };
    String[] more =
        Stream.concat(Stream.of(usual), Stream.of("--tasks", "16")).toArray(String[]::new);
    String[] none =
        Stream.concat(Stream.of(usual), Stream.of("--tasks", "0")).toArray(String[]::new);

    assertThat(FraudArguments.parse(usual).tasks()).isEqualTo(4);
    assertThat(FraudArguments.parse(more).tasks()).isEqualTo(16);
    assertThatThrownBy(() -> FraudArguments.parse(none))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("not a whole number from 1 to 1000");
  }

  @Test
  void daysThatHaveChangedAreThoseThatAreOverAndLookedAt() throws Exception {
    String usual = "--days changed --rules /r.yaml --root /m --generation g";
    LocalDate today = LocalDate.parse("2026-01-12");

    FraudArguments all = FraudArguments.parse(usual.split(" "));
    FraudArguments late = FraudArguments.parse((usual + " --since 2026-01-10").split(" "));

    assertThat(all.days()).isEmpty();
    assertThat(all.span()).isEqualTo("changed");
    assertThat(all.mayHaveChanged(today, today)).isFalse();
    assertThat(all.mayHaveChanged(today.minusDays(1), today)).isTrue();
    assertThat(all.mayHaveChanged(today.minusYears(9), today)).isTrue();
    assertThat(late.mayHaveChanged(today.minusDays(2), today)).isTrue();
    assertThat(late.mayHaveChanged(today.minusDays(3), today)).isFalse();
    assertThatThrownBy(
            () -> FraudArguments.parse(usual.replace("changed", "2026-01-32").split(" ")))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("--days is '2026-01-32'");
  }

  @Test
  void aModelIsTrainedByDaysAndEvaluatedByLaterOnes() throws Exception {
    String usual =
        "--days 2026-01-01..2026-01-12 --until 2026-01-10 --rules /r.yaml --version v --output /o"
            + " --root /m --generation g";

    FraudTrainArguments arguments = FraudTrainArguments.parse(usual.split(" "));

    assertThat(arguments.parts().learn()).hasSize(8);
    assertThat(arguments.parts().calibrate()).hasSize(2);
    assertThat(arguments.parts().evaluate()).hasSize(2);
    assertThat(arguments.alertsADay()).isEmpty();
    assertThat(FraudTrainArguments.parse((usual + " --alerts-a-day 30").split(" ")).alertsADay())
        .hasValue(30);
    assertThatThrownBy(
            () ->
                FraudTrainArguments.parse(
                    (usual.replace("-10 ", "-12 ") + " --alerts-a-day 0 --without hour,luck")
                        .split(" ")))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("of 12 days 12 are up to 2026-01-12")
        .hasMessageContaining("'luck' is no feature")
        .hasMessageContaining("not a whole number from 1 to 1000000");
  }

  @Test
  void hoursMayBeAskedForAloneOfSomeFeeds() throws Exception {
    CurateArguments arguments =
        CurateArguments.parse(
            "--hours",
            "2015-05-17T22..2015-05-18T01",
            "--feeds",
            "orders, activity",
            "--root",
            "/m",
            "--generation",
            "g");

    assertThat(arguments.scope().days()).isEmpty();
    assertThat(arguments.scope().hours()).hasSize(4);
    assertThat(arguments.feeds()).containsExactlyInAnyOrder("activity", "orders");
    assertThat(arguments.span()).isEqualTo("2015-05-17T22..2015-05-18T01");
  }

  @Test
  void allFeedsAreCuratedUnlessSomeAreNamed() throws Exception {
    CurateArguments arguments =
        CurateArguments.parse(
            "--days", "2015-05-17", "--feeds", "*", "--root", "/m", "--generation", "g");

    assertThat(arguments.feeds()).isEmpty();
  }

  @Test
  void neitherDaysNorHoursIsTold() {
    assertThatThrownBy(() -> CurateArguments.parse("--root", "/m", "--generation", "g"))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("None of --days, --hours is given.");
  }

  @Test
  void noneTakesTheMaximumAway() throws Exception {
    CurateArguments arguments =
        CurateArguments.parse(
            "--days", "2015-05-17", "--root", "/m", "--generation", "g", "--session-max", "none");

    assertThat(arguments.rule().max()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    InvalidArgumentsException wrong =
        catchThrowableOfType(
            InvalidArgumentsException.class,
            () ->
                CurateArguments.parse(
                    "--days",
                    "yesterday",
                    "--session-gap",
                    "30",
                    "--path-longest",
                    "11",
                    "--path-top",
                    "many",
                    "--speed",
                    "high",
                    "--root"));

    assertThat(wrong.problems())
        .hasSize(7)
        .anySatisfy(p -> assertThat(p).startsWith("--days is 'yesterday'"))
        .anySatisfy(p -> assertThat(p).startsWith("--session-gap is '30'"))
        .anySatisfy(p -> assertThat(p).startsWith("--path-longest is '11'"))
        .anySatisfy(p -> assertThat(p).startsWith("--path-top is 'many'"))
        .anySatisfy(p -> assertThat(p).startsWith("--speed is unknown"))
        .anySatisfy(p -> assertThat(p).startsWith("--root has no value"))
        .anySatisfy(p -> assertThat(p).startsWith("--generation is missing"));
  }

  @Test
  void publishingNeedsAHiveAddress() {
    assertThatThrownBy(
            () ->
                PublishArguments.parse(
                    "--days",
                    "2015-05-17",
                    "--root",
                    "/m",
                    "--generation",
                    "g",
                    "--user",
                    "u",
                    "--jdbc-url",
                    "jdbc:derby:x"))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("--jdbc-url is 'jdbc:derby:x'");
  }

  @Test
  void hoursMayBePublishedInPlaceOfDays() throws Exception {
    PublishArguments hours = publish("--hours", "2015-05-17T23..2015-05-18T00,2015-05-18T02");
    PublishArguments days = publish("--days", "2015-05-17..2015-05-18");

    assertThat(hours.days()).isEmpty();
    assertThat(hours.partitions())
        .containsExactly("2015-05-17T23", "2015-05-18T00", "2015-05-18T02");
    assertThat(days.hours()).isEmpty();
    assertThat(days.partitions()).containsExactly("2015-05-17", "2015-05-18");
  }

  @Test
  void publishingTakesEitherDaysOrHours() {
    assertThatThrownBy(() -> publish())
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("None of --days, --hours is given.");
    assertThatThrownBy(() -> publish("--days", "2015-05-17", "--hours", "2015-05-17T10"))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("Of --days, --hours more than one is given.");
  }

  private static PublishArguments publish(String... span) throws InvalidArgumentsException {
    return PublishArguments.parse(
        Stream.concat(
                Stream.of(span),
                Stream.of(
                    "--root",
                    "/m",
                    "--generation",
                    "g",
                    "--user",
                    "u",
                    "--jdbc-url",
                    "jdbc:hive2://127.0.0.1:10000/"))
            .toArray(String[]::new));
  }

  @Test
  void aRetentionIsToldAllThatIsWrongWithItsCallAtOnce() {
    InvalidArgumentsException wrong =
        catchThrowableOfType(
            InvalidArgumentsException.class,
            () ->
                RetentionArguments.parse(
                    "--root",
                    "/m",
                    "--user",
                    "u",
                    "--jdbc-url",
                    "http://x",
                    "--grace",
                    "a day",
                    "--generation",
                    "g-1",
                    "--days",
                    "2015-05-17"));

    assertThat(wrong.problems())
        .hasSize(5)
        .anySatisfy(problem -> assertThat(problem).contains("--jdbc-url is 'http://x'"))
        .anySatisfy(problem -> assertThat(problem).contains("--grace is 'a day'"))
        .anySatisfy(problem -> assertThat(problem).contains("--generation is 'g-1'"))
        .anySatisfy(problem -> assertThat(problem).contains("--days is unknown"))
        .anySatisfy(problem -> assertThat(problem).contains("--rules is missing"));
  }

  @Test
  void anAuditIsOfTodayAndOfAWeekBeforeUnlessSaidOtherwise() throws Exception {
    LocalDate today = LocalDate.parse("2026-01-08");

    assertThat(audit().audited(today)).hasToString("2026-01-01..2026-01-08");
    assertThat(audit("--days-back", "0").audited(today)).hasToString("2026-01-08");
    assertThat(audit("--days-back", "all").audited(today)).isEqualTo(AuditedDays.ALL);
    assertThatThrownBy(() -> audit("--days-back", "a week"))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContaining("--days-back is 'a week': not a whole number from 0 to 3659");
  }

  private static AuditArguments audit(String... more) throws InvalidArgumentsException {
    return AuditArguments.parse(
        Stream.concat(
                Stream.of(more),
                Stream.of(
                    "--root",
                    "/m",
                    "--conf",
                    "/m/apps/workflows/audit/conf",
                    "--generation",
                    "g",
                    "--user",
                    "u",
                    "--jdbc-url",
                    "jdbc:hive2://127.0.0.1:10000/"))
            .toArray(String[]::new));
  }
}
