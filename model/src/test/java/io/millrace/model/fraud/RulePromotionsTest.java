package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.fraud.RulePromotion.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RulePromotionsTest {

  private final RulePromotions promotions = new RulePromotions();
  private long place;

  @Test
  void theLastPromotedIsInEffectAlsoWhenItWasBefore() {
    assertThat(promotions.current()).isEmpty();

    assertThat(take(Kind.PROMOTED, "a", "A")).isTrue();
    assertThat(take(Kind.PROMOTED, "b", "B")).isTrue();
    assertThat(take(Kind.PROMOTED, "a", "A")).isTrue();

    assertThat(promotions.current().orElseThrow().version()).isEqualTo("a");
    assertThat(promotions.current().orElseThrow().place()).isEqualTo(2);
  }

  @Test
  void twoHostsThatStartAtOnceWithOtherRulesGoByTheFirstOfThem() {
    assertThat(take(Kind.FIRST, "a", "A")).isTrue();
    assertThat(take(Kind.FIRST, "b", "B")).isFalse();
    assertThat(take(Kind.FIRST, "a", "A")).isFalse();

    assertThat(promotions.current().orElseThrow().place()).isZero();
    assertThat(promotions.yaml("b")).isEmpty();
  }

  @Test
  void whatIsInEffectStaysSoSinceItWasPromotedFirst() {
    take(Kind.FIRST, "a", "A");

    assertThat(take(Kind.PROMOTED, "a", "A")).isFalse();

    assertThat(promotions.current().orElseThrow().place()).isZero();
  }

  @Test
  void anotherTextUnderAVersionThatWasPromotedDoesNotCount() {
    take(Kind.PROMOTED, "a", "A");
    take(Kind.PROMOTED, "b", "B");

    assertThat(take(Kind.PROMOTED, "a", "other")).isFalse();

    assertThat(promotions.current().orElseThrow().version()).isEqualTo("b");
    assertThat(promotions.yaml("a")).contains("A");
  }

  @Test
  void aRecordOfTheTopicIsAPromotionWithAHeaderAVersionAndAText() {
    byte[] kind = Kind.FIRST.bytes();
    byte[] key = "a".getBytes(UTF_8);
    byte[] value = "A".getBytes(UTF_8);

    assertThat(RulePromotion.of(7, kind, key, value, 0))
        .contains(new RulePromotion(7, Kind.FIRST, "a", "A", Instant.EPOCH));
    assertThat(RulePromotion.of(7, Kind.PROMOTED.bytes(), key, value, 0))
        .map(RulePromotion::kind)
        .contains(Kind.PROMOTED);
    assertThat(RulePromotion.of(7, null, key, value, 0)).isEmpty();
    assertThat(RulePromotion.of(7, kind, null, value, 0)).isEmpty();
    assertThat(RulePromotion.of(7, kind, key, null, 0)).isEmpty();
  }

  @Test
  void whatIsInEffectIsReadAsItWasWrittenAndRubbishIsRefused() {
    RulesInEffect begun = new RulesInEffect("a", 7, 2, 12_345_678_901L);

    assertThat(new String(begun.bytes(), UTF_8))
        .isEqualTo("{\"rule_set\":\"a\",\"promotion\":7,\"partition\":2,\"offset\":12345678901}");
    assertThat(RulesInEffect.of(begun.bytes())).isEqualTo(begun);
    assertThatThrownBy(() -> RulesInEffect.of("{}".getBytes(UTF_8)))
        .isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> RulesInEffect.of("{".getBytes(UTF_8)))
        .isInstanceOf(InvalidStateException.class);
  }

  private boolean take(Kind kind, String version, String yaml) {
    return promotions.take(new RulePromotion(place++, kind, version, yaml, Instant.EPOCH));
  }
}
