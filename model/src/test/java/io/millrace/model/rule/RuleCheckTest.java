package io.millrace.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Comparison;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleCheckTest {
  private static final Feed FEED =
      Feed.builder("things")
          .eventTimeField("at")
          .idField("id")
          .fields(
              List.of(
                  new Field("id", FieldType.STRING, true, "id"),
                  new Field("at", FieldType.TIMESTAMP, true, "time"),
                  new Field("count", FieldType.INT, false, "whole"),
                  new Field("total", FieldType.LONG, false, "long"),
                  new Field("ratio", FieldType.DOUBLE, false, "double"),
                  new Field("good", FieldType.BOOLEAN, false, "truth"),
                  new Field("price", FieldType.MONEY, false, "money"),
                  new Field("born", FieldType.DATE, false, "date"),
                  new Field("name", FieldType.STRING, false, "text"),
                  new Field("alias", FieldType.STRING, false, "text"),
                  new Field("email", FieldType.STRING, false, true, "text"),
                  new Field("paid", FieldType.MONEY, false, "money"),
                  new Field("share", FieldType.DOUBLE, false, "double")))
          .personalData(Map.of("email", PersonalTreatment.HASH))
          .build();
  private static final String HASH = "h:0123456789abcdef0123456789abcdef";

  @Example
  void rangeHoldsItsBounds() {
    Rule rule = new Rule.Range("few", "count", 1, 3);

    assertPasses(rule, "count", null, 1, 2, 3);
    assertRefuses(rule, "count", 0, "0 does not lie within 1 to 3");
    assertRefuses(rule, "count", Integer.MAX_VALUE, "2147483647 does not lie within 1 to 3");
  }

  @Example
  void rangeMayBeOpenAtEitherEnd() {
    assertPasses(new Rule.Range("r", "total", 0L, null), "total", 0L, Long.MAX_VALUE);
    assertRefuses(new Rule.Range("r", "total", 0L, null), "total", -1L, "-1 is less than 0");
    assertPasses(new Rule.Range("r", "ratio", null, 1.0), "ratio", 1.0, -Double.MAX_VALUE);
    assertRefuses(new Rule.Range("r", "ratio", null, 1.0), "ratio", 1.5, "1.5 is greater than 1.0");
  }

  @Example
  void rangeOfEachTypeSaysValuesAsRecordsWriteThem() {
    assertRefuses(
        new Rule.Range("r", "price", 0L, 25_500L),
        "price",
        -12_500L,
        "-1.25 does not lie within 0 to 2.55");
    assertRefuses(
        new Rule.Range("r", "born", 0, null), "born", -1, "1969-12-31 is less than 1970-01-01");
    assertRefuses(
        new Rule.Range("r", "at", 0L, null),
        "at",
        -1_500_000L,
        "1969-12-31T23:59:58.500Z is less than 1970-01-01T00:00:00Z");
  }

  @Example
  void setHoldsItsMembers() {
    Rule rule = new Rule.In("known", "name", texts("a", "b"));

    assertPasses(rule, "name", null, "a", "b");
    assertRefuses(rule, "name", "A", "\"A\" is none of \"a\", \"b\"");
    assertPasses(new Rule.In("known", "price", Set.of(10_000L)), "price", 10_000L);
    assertPasses(new Rule.In("known", "good", Set.of(true)), "good", true);
    assertRefuses(
        new Rule.In("known", "good", Set.of(true)), "good", false, "false is none of true");
  }

  @Example
  void refusalOfALargeSetOrALongTextStaysShort() {
    Set<Serializable> many =
        IntStream.range(0, 1_000).mapToObj(Integer::toString).collect(Collectors.toSet());

    Refused refused = check(new Rule.In("known", "name", many), "name", "x\n".repeat(10_000));

    assertThat(refused.detail())
        .hasSizeLessThan(300)
        .endsWith(" and 990 more")
        .doesNotContain("\n");
  }

  @Example
  void patternMatchesTheWholeText() {
    Rule rule = new Rule.Matches("path", "name", "/[a-z]*");

    assertPasses(rule, "name", null, "/", "/home");
    assertRefuses(rule, "name", "/home?", "\"/home?\" does not match \"/[a-z]*\"");
    assertRefuses(rule, "name", "x/home", "\"x/home\" does not match \"/[a-z]*\"");
  }

  @Example
  void patternThatWouldTakeForeverIsCutShort() {
    Rule exponential = new Rule.Matches("slow", "name", "(x+x+)+y");
    Rule deep = new Rule.Matches("deep", "name", "(a|b)*");

    assertThat(check(exponential, "name", "x".repeat(60)).detail())
        .contains("takes too many steps");
    assertThat(check(deep, "name", "ab".repeat(100_000)).detail()).contains("takes too many steps");
  }

  @Example
  void textAfterOneThatWasCutShortIsJudgedByItself() {
    RuleCheck check = checkOf(new Rule.Matches("slow", "name", "(x+x+)+y"));

    assertThat(check.check(row("name", "x".repeat(60)))).isNotNull();
    assertThat(check.check(row("name", "xxxy"))).isNull();
    assertThat(check.check(row("name", "z")).detail()).contains("does not match");
  }

  @Property
  void answerDoesNotDependOnWhatWasAskedBefore(@ForAll("shortTexts") List<String> texts) {
    RuleCheck check = checkOf(new Rule.Matches("short", "name", "[abA]{0,3}"));

    for (String text : texts) {
      assertThat(check.check(row("name", text)) == null).isEqualTo(text.matches("[abA]{0,3}"));
    }
  }

  @Provide
  Arbitrary<List<String>> shortTexts() {
    // "Aa", which is fine, and "BB", which is not, have the same hash
    return Arbitraries.of("a", "b", "ab", "aaaa", "Aa", "BB", "AaBB", "", "ba").list().ofSize(30);
  }

  @Example
  void requiredFieldsAreCounted() {
    Rule one = new Rule.Required("named", List.of("name"), 1);
    Rule either = new Rule.Required("someone", List.of("name", "alias"), 1);
    Rule both = new Rule.Required("both", List.of("name", "alias"), 2);

    assertPasses(one, "name", "x");
    assertRefuses(one, "name", null, "required, but missing");
    assertRefuses(one, "name", "", "required, but empty");
    assertPasses(either, "alias", "x");
    assertRefuses(either, "name", "", null, "of name, alias 0 there, needed 1");
    assertRefuses(both, "name", "x", null, "of name, alias 1 there, needed 2");
  }

  @Example
  void twoFieldsAreCompared() {
    RuleCheck adds = checkOf(new Rule.Compare("adds", "paid", Comparison.LESS_OR_EQUAL, "price"));

    assertThat(adds.check(row("paid", 10_000L, "price", 10_000L))).isNull();
    assertThat(adds.check(row("paid", 10_000L, "price", null))).isNull();
    assertThat(adds.check(row("paid", null, "price", 10_000L))).isNull();
    assertThat(adds.check(row("paid", 12_500L, "price", 10_000L)))
        .isEqualTo(new Refused(RefusalReason.RULE, null, "paid 1.25 is not <= price 1", "adds"));
  }

  @Property
  void comparisonIsJavas(@ForAll long left, @ForAll long right, @ForAll Comparison comparison) {
    boolean expected =
        switch (comparison) {
          case EQUAL -> left == right;
          case NOT_EQUAL -> left != right;
          case LESS -> left < right;
          case LESS_OR_EQUAL -> left <= right;
          case GREATER -> left > right;
          case GREATER_OR_EQUAL -> left >= right;
        };

    RuleCheck check = checkOf(new Rule.Compare("c", "paid", comparison, "price"));

    assertThat(check.check(row("paid", left, "price", right)) == null).isEqualTo(expected);
  }

  @Example
  void negativeZeroIsZero() {
    RuleCheck check = checkOf(new Rule.Compare("c", "ratio", Comparison.EQUAL, "share"));

    assertThat(check.check(row("ratio", -0.0, "share", 0.0))).isNull();
  }

  @Example
  void firstRuleThatDoesNotHoldIsNamed() {
    RuleCheck check =
        checkOf(
            new Rule.Range("fine", "count", 0, 9),
            new Rule.In("first", "name", texts("a")),
            new Rule.Range("second", "count", 5, 9));

    assertThat(check.check(row("name", "b", "count", 1)))
        .extracting(Refused::reason, Refused::rule, Refused::field)
        .containsExactly(RefusalReason.RULE, "first", "name");
  }

  @Example
  void hashedValueMeetsRulesThatLookAtItsText() {
    RuleCheck check =
        checkOf(
            new Rule.Matches("address", "email", ".+@.+"),
            new Rule.In("known", "email", texts("a@b")));

    assertThat(check.check(row("email", HASH))).isNull();
    assertThat(check.check(row("email", "nobody"))).isNotNull();
    assertThat(checkOf(new Rule.Matches("m", "name", ".+@.+")).check(row("name", HASH)))
        .as("a field that is not hashed")
        .isNotNull();
  }

  @Example
  void personalValueIsNotTold() {
    Refused refused = check(new Rule.Matches("address", "email", ".+@.+"), "email", "Ada Lovelace");

    assertThat(refused.detail())
        .isEqualTo("the value (personal, not shown) does not match \".+@.+\"");
  }

  @Property
  void ruleNeverThrowsWhateverTheRow(
      @ForAll("rows") Object[] row, @ForAll("rules") List<Rule> rules) {
    Refused refused = checkOf(rules.toArray(Rule[]::new)).check(row);

    if (refused != null) {
      assertThat(refused.reason()).isEqualTo(RefusalReason.RULE);
      assertThat(rules).extracting(Rule::name).contains(refused.rule());
      assertThat(refused.detail()).hasSizeLessThan(500).doesNotContain("\n");
    }
  }

  @Provide
  Arbitrary<Object[]> rows() {
    List<Arbitrary<Object>> values =
        FEED.fields().stream().map(f -> value(f.type()).injectNull(0.2)).toList();
    return net.jqwik.api.Combinators.combine(values).as(List::toArray);
  }

  @Provide
  Arbitrary<List<Rule>> rules() {
    List<Arbitrary<? extends Rule>> kinds =
        List.of(
            value(FieldType.MONEY).map(v -> new Rule.Range("price", "price", (Long) v, null)),
            value(FieldType.DOUBLE).map(v -> new Rule.Range("ratio", "ratio", null, (Double) v)),
            value(FieldType.DATE).map(v -> new Rule.Range("born", "born", (Integer) v, null)),
            value(FieldType.STRING).map(v -> new Rule.In("name", "name", Set.of((String) v))),
            Arbitraries.of(".*", "(a|b)*", "(x+x+)+y", "\\p{L}+", "(?s).{3,}", "(.*)\\1")
                .map(p -> new Rule.Matches("alias", "alias", p)),
            Arbitraries.integers()
                .between(1, 2)
                .map(n -> new Rule.Required("either", List.of("name", "count"), n)),
            Arbitraries.of(Comparison.class)
                .map(c -> new Rule.Compare("texts", "name", c, "alias")));
    return Arbitraries.oneOf(List.copyOf(kinds)).map(r -> (Rule) r).list().ofMaxSize(6);
  }

  private static Arbitrary<Object> value(FieldType type) {
    return switch (type) {
      case STRING -> Arbitraries.strings().ofMaxLength(400).map(s -> s);
      case INT -> Arbitraries.integers().map(i -> i);
      case LONG -> Arbitraries.longs().map(l -> l);
      case MONEY, TIMESTAMP -> Arbitraries.longs().map(l -> l / 1_000_000);
      case DATE -> Arbitraries.integers().map(i -> i / 1_000);
      case DOUBLE -> Arbitraries.doubles().map(d -> d);
      case BOOLEAN -> Arbitraries.of(true, false).map(b -> b);
    };
  }

  private static void assertPasses(Rule rule, String field, Object... values) {
    for (Object value : values) {
      assertThat(check(rule, field, value)).as("%s", value).isNull();
    }
  }

  private static void assertRefuses(Rule rule, String field, Object value, String detail) {
    assertThat(check(rule, field, value))
        .isEqualTo(new Refused(RefusalReason.RULE, field, detail, rule.name()));
  }

  private static void assertRefuses(
      Rule rule, String field, Object value, String fault, String detail) {
    assertThat(check(rule, field, value))
        .isEqualTo(new Refused(RefusalReason.RULE, fault, detail, rule.name()));
  }

  private static Refused check(Rule rule, String field, Object value) {
    return checkOf(rule).check(row(field, value));
  }

  private static RuleCheck checkOf(Rule... rules) {
    return new RuleCheck(FEED.toBuilder().rules(List.of(rules)).build());
  }

  private static Object[] row(Object... fieldsAndValues) {
    Object[] row = new Object[FEED.fields().size()];
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      row[FEED.indexOf((String) fieldsAndValues[i])] = fieldsAndValues[i + 1];
    }
    return row;
  }

  private static Set<Serializable> texts(String... values) {
    return new LinkedHashSet<>(List.of(values));
  }
}
