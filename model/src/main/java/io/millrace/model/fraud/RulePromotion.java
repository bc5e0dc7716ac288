package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule set on its way into effect: a record of {@link FraudOutputs#rules}. Key: the version;
 * value: the text of the file; header {@value #KIND_HEADER}: the kind, in small letters.
 *
 * @param place its offset, by which promotions are ordered and known
 * @param at when it came onto the topic
 */
public record RulePromotion(long place, Kind kind, String version, String yaml, Instant at) {

  /** The header that says of which kind it is. */
  public static final String KIND_HEADER = "millrace-rules";

  /** Who asked for it. */
  public enum Kind {
    /** A host that found no promotion: its own rules, which count only if nothing is before. */
    FIRST,
    /** Somebody who wants these rules from now on. */
    PROMOTED;

    /** The header's value. */
    public byte[] bytes() {
      return name().toLowerCase(Locale.ROOT).getBytes(UTF_8);
    }

    /** The kind that a header's value is. */
    static Kind of(byte[] value) {
      return Arrays.equals(value, FIRST.bytes()) ? FIRST : PROMOTED;
    }
  }

  /** The record at that offset, with that header's value; empty when it is no promotion. */
  public static Optional<RulePromotion> of(
      long offset, byte[] kind, byte[] key, byte[] value, long timestamp) {
    if (kind == null || key == null || value == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RulePromotion(
            offset,
            Kind.of(kind),
            new String(key, UTF_8),
            new String(value, UTF_8),
            Instant.ofEpochMilli(timestamp)));
  }

  /** Its rules, under a name that says where they are from. */
  public RuleText text() {
    return new RuleText("rules %s, promoted at %s".formatted(version, at), yaml);
  }
}
