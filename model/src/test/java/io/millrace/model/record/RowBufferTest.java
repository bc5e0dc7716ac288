package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowBufferTest {
  private static final Feed FEED =
      TestFeeds.EVERY_TYPE.toBuilder()
          .personalData(Map.of("name", PersonalTreatment.HASH, "count", PersonalTreatment.DROP))
          .build();
  private static final Salt SALT = Salt.parse("test", "0123456789abcdef".repeat(4));

  private final RowBuffer buffer = new RowBuffer(FEED);

  @Property
  void itGivesTheValuesThatItWasGiven(@ForAll("rows") Object[] row) {
    buffer.setValues(row);

    assertThat(buffer.values()).isEqualTo(row);
  }

  @Property
  void personalDataLeavesItAsItLeavesObjects(@ForAll("rows") Object[] row) {
    PersonalData personal = new PersonalData(FEED, SALT);
    buffer.setValues(row);

    for (int time = 0; time < 2; time++) {
      personal.protect(buffer);
      personal.protect(row);

      assertThat(buffer.values()).isEqualTo(row);
    }
  }

  @Example
  void textsComeBackWhetherTheyRepeatOrNot() {
    int name = FEED.indexOf("name");
    for (int i = 0; i < 20_000; i++) {
      String text = i % 3 == 0 ? "é".repeat(i % 200) : "text " + i % 5_000;
      byte[] in = ("before" + text + "after").getBytes(UTF_8);
      buffer.set(name, in, 6, text.getBytes(UTF_8).length);

      assertThat(buffer.text(name)).isEqualTo(text);
      assertThat(buffer.isEmpty(name)).isEqualTo(text.isEmpty());
    }
  }

  @Example
  void aTextThatRepeatsIsMadeOnce() {
    int name = FEED.indexOf("name");
    buffer.set(name, "a page");
    String first = buffer.text(name);
    buffer.set(name, "a page");

    assertThat(buffer.text(name)).isSameAs(first);
  }

  @Example
  void nothingOfARecordIsLeftInTheNext() {
    RecordDecoder decoder = new RecordDecoder(FEED);
    decoder.decode(
        "{\"id\":\"a\",\"at\":\"2020-01-01T00:00:00Z\",\"count\":1}".getBytes(UTF_8),
        1L << 45,
        buffer);

    assertThat(
            decoder.decode(
                "{\"id\":\"b\",\"at\":\"2020-01-01T00:00:00Z\"}".getBytes(UTF_8), 1L << 45, buffer))
        .isNull();
    assertThat(buffer.has(FEED.indexOf("count"))).isFalse();
    assertThat(buffer.text(FEED.indexOf("id"))).isEqualTo("b");
  }

  @Provide
  Arbitrary<Object[]> rows() {
    return TestRows.of(FEED);
  }
}
