package io.millrace.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.PersonalTreatment;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class PersonalDataTest {
  private static final Salt SALT = Salt.parse("salt", "0123456789abcdef".repeat(4));
  private static final Feed FEED =
      Feed.builder("people")
          .eventTimeField("at")
          .idField("id")
          .fields(
              List.of(
                  new Field("id", FieldType.STRING, true, "id"),
                  new Field("at", FieldType.TIMESTAMP, true, "time"),
                  new Field("email", FieldType.STRING, false, true, "hashed"),
                  new Field("phone", FieldType.STRING, false, true, "dropped"),
                  new Field("name", FieldType.STRING, false, true, "kept"),
                  new Field("age", FieldType.INT, false, true, "dropped")))
          .personalData(
              Map.of(
                  "email", PersonalTreatment.HASH,
                  "phone", PersonalTreatment.DROP,
                  "age", PersonalTreatment.DROP))
          .build();

  private final PersonalData personal = new PersonalData(FEED, SALT);

  @Example
  void eachFieldIsTreatedAsDeclared() {
    Object[] row = {"1", 5L, "ada@example.org", "+49 30 1", "Ada", 36};

    personal.protect(row);

    // HMAC-SHA-256 as `openssl dgst -sha256 -mac hmac -macopt hexkey:…` prints it
    assertThat(row)
        .containsExactly("1", 5L, "h:d69a7e64e3779a75f3b80a1d784ab145", null, "Ada", null);
  }

  @Property
  void protectingTwiceIsAsOnce(@ForAll String email, @ForAll String phone) {
    Object[] once = {"1", 5L, email, phone, "Ada", 1};
    personal.protect(once);
    Object[] twice = once.clone();

    personal.protect(twice);

    assertThat(twice).isEqualTo(once);
  }

  @Property
  void hashHasAFormOfItsOwnAndTellsValuesApart(@ForAll String one, @ForAll String other) {
    PersonalHash hash = new PersonalHash(SALT);

    assertThat(hash.of(one)).matches("h:[0-9a-f]{32}").matches(PersonalHash::isHash);
    assertThat(hash.of(one).equals(hash.of(other))).isEqualTo(one.equals(other));
  }

  @Property
  void otherSaltGivesAnotherHash(@ForAll String value) {
    Salt other = Salt.parse("salt", "fedcba9876543210".repeat(4));

    assertThat(new PersonalHash(other).of(value)).isNotEqualTo(new PersonalHash(SALT).of(value));
  }

  @Property
  void whatOnlyLooksLikeAHashIsHashed(@ForAll @StringLength(max = 40) String tail) {
    String value = "H:" + tail;

    assertThat(PersonalHash.isHash(value)).isFalse();
    assertThat(new PersonalHash(SALT).of(value)).isNotEqualTo(value);
  }

  @Example
  void nullStaysNull() {
    Object[] row = {"1", 5L, null, null, null, null};

    personal.protect(row);

    assertThat(row).containsExactly("1", 5L, null, null, null, null);
  }

  @Example
  void feedThatKeepsEverythingNeedsNoSalt() {
    Feed keeping = FEED.toBuilder().personalData(Map.of()).build();

    assertThat(PersonalData.changes(keeping)).isFalse();
    assertThat(keeping.personalData().values()).containsOnly(PersonalTreatment.KEEP);
    assertThat(PersonalData.changes(FEED)).isTrue();
  }

  @Example
  void numberCannotBeHashed() {
    Feed wrong = FEED.toBuilder().personalData(Map.of("age", PersonalTreatment.HASH)).build();

    assertThatThrownBy(() -> new PersonalData(wrong, SALT))
        .hasMessage("age is hashed, but no STRING");
  }
}
