package io.millrace.cli.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.cli.Console;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Waits for brokers that do not answer, beside the other tests. */
@Execution(CONCURRENT)
class BatchRulesTest {

  private static final String RULES =
      "version: %s\nbase_currency: USD\nrules: {HIGH_AMOUNT: {limit: %d}}\n";

  private final RulePromotions promoted = new RulePromotions();

  @Test
  void nothingIsSaidWhereNobodyHasPromotedAnyRules() {
    assertThat(BatchRules.difference(file("a", 100), promoted)).isEmpty();
  }

  @Test
  void nothingIsSaidWhereTheFileIsWhatWasPromotedLast() {
    promote("b", 200);
    promote("a", 100);

    assertThat(BatchRules.difference(file("a", 100), promoted)).isEmpty();
  }

  @Test
  void otherRulesThatArePromotedAreSaidWithWhatToDo() {
    promote("a", 100);
    promote("b", 200);

    assertThat(BatchRules.difference(file("a", 100), promoted))
        .contains(
            "Workflow fraud evaluates by rules a of fraud-rules.yaml, hosts of the topics by rules b, promoted at 1970-01-01T00:00:00Z: tables and topics will differ. Write theirs into the file, or promote its rules: millrace fraud promote.");
  }

  @Test
  void anotherTextOfTheSameVersionCannotBePromotedUnlessItsVersionChanges() {
    promote("a", 100);

    assertThat(BatchRules.difference(file("a", 101), promoted).orElseThrow())
        .contains("by another text of that version, promoted at")
        .contains("give its rules a version of their own");
  }

  @Test
  void brokersThatDoNotAnswerAreNotInTheWay() {
    // given
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, UTF_8);
    Console console = new Console(stream, stream, false, Clock.systemUTC());

    // when
    new BatchRules("127.0.0.1:9", console).compare(file("a", 100));

    // then
    assertThat(said.toString(UTF_8))
        .startsWith("Whether other rules are in effect on the topics is not known: ")
        .contains("list topics");
  }

  private void promote(String version, int limit) {
    promoted.take(
        new RulePromotion(
            promoted.current().map(current -> current.place() + 1).orElse(0L),
            RulePromotion.Kind.PROMOTED,
            version,
            RULES.formatted(version, limit),
            Instant.EPOCH));
  }

  private static RuleText file(String version, int limit) {
    return new RuleText("fraud-rules.yaml", RULES.formatted(version, limit));
  }
}
