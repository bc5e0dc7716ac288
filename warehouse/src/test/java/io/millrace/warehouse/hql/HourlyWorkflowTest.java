package io.millrace.warehouse.hql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.Hours;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.publish.PartitionKey;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the hourly workflow makes of its properties by Oozie's {@code replaceAll}, which is that of
 * Java's strings.
 */
class HourlyWorkflowTest {

  private static final String WORKFLOW =
      Statements.text(Path.of("../oozie/workflows/hourly/workflow.xml"));
  private static final Pattern HOURS = Pattern.compile("<param>hours=\\$\\{(.*)}</param>");
  private static final Pattern FEEDS =
      Pattern.compile("\\$\\{not \\((replaceAll\\(feeds.*) eq \"\"");
  private static final Pattern CALL =
      Pattern.compile("replaceAll\\((.*), \"([^\"]*)\", \"([^\"]*)\"\\)");

  @Test
  void anHourByItselfIsARangeOfOneAndRangesAreJoinedByOr() {
    assertThat(condition("2015-05-17T10,2015-05-17T22..2015-05-18T01,2015-05-18T05"))
        .isEqualTo(
            "concat(dt, 'T', hour) BETWEEN '2015-05-17T10' AND '2015-05-17T10'"
                + " OR concat(dt, 'T', hour) BETWEEN '2015-05-17T22' AND '2015-05-18T01'"
                + " OR concat(dt, 'T', hour) BETWEEN '2015-05-18T05' AND '2015-05-18T05'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2015-05-17T10",
        "2015-05-17T10,2015-05-17T11,2015-05-18T10",
        "2015-05-16T00..2015-05-18T23",
        "2015-05-17T09..2015-05-17T10,2015-05-17T23,2015-05-18T01..2015-05-18T03"
      })
  void itsConditionHoldsForItsHoursAndForNoOthers(String hours) {
    // given all hours of some days
    List<String> all = names("2015-05-15T00..2015-05-19T23");

    // when
    List<String> held =
        TestSpark.session()
            .createDataset(all, Encoders.STRING())
            .selectExpr("substr(value, 1, 10) AS dt", "substr(value, 12) AS hour")
            .where(condition(hours))
            .selectExpr("concat(dt, 'T', hour)")
            .as(Encoders.STRING())
            .collectAsList();

    // then
    assertThat(held).containsExactlyInAnyOrderElementsOf(names(hours));
  }

  @Test
  void itsScriptIsHiveQlWithTheCondition() throws Exception {
    for (String statement : Statements.of(Statements.FOLDER.resolve("marts/hours.hql"))) {
      if (!statement.startsWith("SET ")) {
        String filled =
            statement
                .replace("${hours}", condition("2015-05-17T09..2015-05-17T10,2015-05-17T23"))
                .replace("${generation}", "g1");

        // then it throws nothing
        new ParseDriver().parse(filled);
        assertThat(filled).doesNotContain("${");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "activity", "orders,activity", "activity,orders", "a, activity ,b"})
  void withActivityMartsOfHoursAreMade(String feeds) {
    assertThat(leftOfFeeds(feeds)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "orders,transactions", "activity2", "my_activity,orders"})
  void withoutActivityTheyAreNot(String feeds) {
    assertThat(leftOfFeeds(feeds)).isNotEmpty();
  }

  private static List<String> names(String hours) {
    return Hours.parse(hours).list().stream().map(h -> PartitionKey.of(h).toString()).toList();
  }

  private static String condition(String hours) {
    return evaluated(found(HOURS), "hours", hours);
  }

  private static String leftOfFeeds(String feeds) {
    return evaluated(found(FEEDS), "feeds", feeds);
  }

  private static String found(Pattern pattern) {
    Matcher found = pattern.matcher(WORKFLOW);
    assertThat(found.find()).as(pattern.pattern()).isTrue();
    return found.group(1);
  }

  private static String evaluated(String expression, String property, String value) {
    Matcher call = CALL.matcher(expression);
    if (call.matches()) {
      return evaluated(call.group(1), property, value).replaceAll(call.group(2), call.group(3));
    }
    assertThat(expression).isEqualTo(property);
    return value;
  }
}
