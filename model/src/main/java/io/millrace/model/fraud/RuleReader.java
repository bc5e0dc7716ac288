package io.millrace.model.fraud;

import io.millrace.model.declaration.Section;
import io.millrace.model.live.PaymentContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one rule. What is wrong is noted, and the rule given is then of no use. */
final class RuleReader {

  /** What a rule looks at. */
  private enum Kind {
    HIGH_AMOUNT(40),
    VELOCITY_COUNT(35),
    VELOCITY_AMOUNT(40),
    IMPOSSIBLE_TRAVEL(50),
    SEQUENCE(50),
    STRUCTURING(45),
    UNUSUAL_AMOUNT(30),
    FIRST_USE(25),
    NIGHT_OWL(20),
    MERCHANT_BURST,
    NO_BROWSING;

    private final int usualWeight;
    private final boolean isScored;

    Kind(int usualWeight) {
      this.usualWeight = usualWeight;
      this.isScored = true;
    }

    /** Of the second stage. */
    Kind() {
      this.usualWeight = 0;
      this.isScored = false;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return Arrays.stream(values()).filter(k -> k.text().equals(text)).findFirst().orElse(null);
    }

    static String legal() {
      return Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "));
    }
  }

  private static final long UNIT = 10_000;
  private static final int MOST_WINDOWS = 10;
  private static final int MOST_PAYMENTS = 1_000;
  private static final Set<String> CHANNELS =
      new LinkedHashSet<>(List.of("card_present", "atm", "online", "transfer"));

  /** The longest of a burst, so that a host that begins anew need not read more than two days. */
  private static final Duration LONGEST_BURST = Duration.ofDays(1);

  /** The longest before a payment, as long as page views are held where payments come. */
  private static final Duration LONGEST_BROWSING = PaymentContext.BEFORE;

  private static final String LEGAL_SHARE =
      "a share from 0 to less than 1, up to 4 digits after the point";
  private static final String NO_WEIGHT =
      "nothing: %s is of the second stage, which is outside the score";
  private static final String LEGAL_WINDOW = "a mapping with count and within";

  private final String name;
  private final Section section;
  private final Settings settings;

  RuleReader(String name, Section section) {
    this.name = name;
    this.section = section;
    this.settings = new Settings(section);
  }

  /** Adds the rule to those of its stage; one of no known kind is noted and is none. */
  void read(List<Rule> rules, List<SecondStageRule> secondStage) {
    Kind kind = section.isMapping() ? kind() : null;
    if (kind == null) {
      return;
    }
    RiskLevel severity =
        section.read("severity", RiskLevel.MEDIUM, RiskLevel.legal(), RiskLevel::of);
    if (kind.isScored) {
      int weight = orZero(settings.whole("weight", kind.usualWeight, 0, Evaluation.GREATEST_SCORE));
      rules.add(rule(kind, new Rule.Terms(name, weight, severity)));
    } else {
      refuseWeight(kind);
      secondStage.add(
          kind == Kind.MERCHANT_BURST
              ? merchantBurst(severity)
              : new SecondStageRule.NoBrowsing(
                  name, severity, window(LONGEST_BROWSING, LONGEST_BROWSING)));
    }
    section.refuseOthers();
  }

  private void refuseWeight(Kind kind) {
    if (section.keys().contains("weight")) {
      String legal = NO_WEIGHT.formatted(kind.text());
      String weight = section.optional("weight", legal);
      if (weight != null) {
        section.note("weight", weight, legal);
      }
    }
  }

  private SecondStageRule merchantBurst(RiskLevel severity) {
    return new SecondStageRule.MerchantBurst(
        name,
        severity,
        section.read("limit", new BigDecimal("0.5"), LEGAL_SHARE, RuleReader::share),
        orZero(settings.whole("payments", 10, 2, MOST_PAYMENTS)),
        window(Duration.ofMinutes(10), LONGEST_BURST),
        counted());
  }

  /** The limit of a share; null for any other text. */
  private static BigDecimal share(String text) {
    BigDecimal share = new BigDecimal(text).stripTrailingZeros();
    boolean isLegal =
        share.signum() >= 0
            && share.compareTo(BigDecimal.ONE) < 0
            && share.scale() <= SecondStageRule.LIMIT_SCALE;
    return isLegal ? share : null;
  }

  private Set<SecondStageRule.Counted> counted() {
    if (!section.has("of")) {
      return EnumSet.allOf(SecondStageRule.Counted.class);
    }
    String legal = "one or more different ones of " + SecondStageRule.Counted.legal();
    Set<SecondStageRule.Counted> counted = EnumSet.noneOf(SecondStageRule.Counted.class);
    List<String> texts = section.texts("of", legal);
    for (String text : texts) {
      SecondStageRule.Counted one = SecondStageRule.Counted.of(text);
      if (one == null || !counted.add(one)) {
        section.note("of", text, legal);
      }
    }
    if (texts.isEmpty()) {
      section.note("of", "empty", legal);
    }
    return counted;
  }

  private Duration window(Duration whenAbsent, Duration longest) {
    return settings.span("within", whenAbsent, Settings.SHORTEST_WINDOW, longest);
  }

  /** As it is declared; without a declaration the kind of the rule's name. */
  private Kind kind() {
    if (section.has("kind")) {
      return section.read("kind", null, Kind.legal(), Kind::of);
    }
    Kind kind = Kind.of(name.toLowerCase(Locale.ROOT));
    section.expect("kind");
    if (kind == null) {
      section.note("kind", "missing", Kind.legal());
    }
    return kind;
  }

  private Rule rule(Kind kind, Rule.Terms terms) {
    return switch (kind) {
      case HIGH_AMOUNT -> new Rule.HighAmount(terms, amount("limit", 5_000));
      case VELOCITY_COUNT -> new Rule.VelocityCount(terms, windows());
      case VELOCITY_AMOUNT ->
          new Rule.VelocityAmount(
              terms, amount("limit", 10_000), settings.window("within", Duration.ofHours(1)));
      case IMPOSSIBLE_TRAVEL ->
          new Rule.ImpossibleTravel(
              terms,
              orZero(settings.whole("kilometres_per_hour", 900, 1, 100_000)),
              orZero(settings.whole("kilometres", 500, 1, 20_000)),
              channels());
      case SEQUENCE -> new SequenceReader(section).read(terms);
      case STRUCTURING -> structuring(terms);
      case UNUSUAL_AMOUNT -> unusualAmount(terms);
      case FIRST_USE ->
          new Rule.FirstUse(
              terms,
              attribute(),
              orZero(settings.whole("percentile", 95, 50, 99)),
              orZero(settings.whole("after", 20, 1, MOST_PAYMENTS)));
      case NIGHT_OWL ->
          new Rule.NightOwl(
              terms, amount("limit", 500), orZero(settings.whole("after", 10, 1, MOST_PAYMENTS)));
      case MERCHANT_BURST, NO_BROWSING ->
          throw new IllegalArgumentException(kind.text() + " is of the second stage");
    };
  }

  private Rule structuring(Rule.Terms terms) {
    long limit = amount("limit", 5_000);
    int percent = orZero(settings.whole("percent_below", 10, 1, 99));
    long least = limit - limit / 100 * percent - limit % 100 * percent / 100;
    return new Rule.Structuring(
        terms,
        least,
        limit,
        orZero(settings.whole("count", 3, 2, MOST_PAYMENTS)),
        settings.window("within", Duration.ofDays(1)));
  }

  private Rule unusualAmount(Rule.Terms terms) {
    Double deviations = settings.number("deviations", 4, 0.5, 100);
    return new Rule.UnusualAmount(
        terms,
        deviations == null ? 0 : deviations,
        orZero(settings.whole("after", 10, 1, MOST_PAYMENTS)));
  }

  private List<Rule.CountWindow> windows() {
    String legal = "from 1 to " + MOST_WINDOWS + " windows; each " + LEGAL_WINDOW;
    if (!section.has("windows")) {
      return List.of(new Rule.CountWindow(5, Duration.ofMinutes(5)));
    }
    List<Rule.CountWindow> windows = new ArrayList<>();
    List<Section> declared = section.sections("windows", LEGAL_WINDOW);
    if (declared.isEmpty() || declared.size() > MOST_WINDOWS) {
      section.note("windows", declared.size() + " of them", legal);
    }
    for (Section window : declared) {
      if (window.isMapping()) {
        Settings of = new Settings(window);
        require(window, "count", "a whole number from 2 to " + MOST_PAYMENTS);
        require(window, "within", "an ISO-8601 duration such as PT5M");
        Integer count = of.whole("count", null, 2, MOST_PAYMENTS);
        Duration within = of.window("within", null);
        window.refuseOthers();
        if (count != null && within != null) {
          windows.add(new Rule.CountWindow(count, within));
        }
      }
    }
    return windows;
  }

  private Set<String> channels() {
    if (!section.has("channels")) {
      return Set.of("card_present");
    }
    String legal = "one or more different ones of " + String.join(", ", CHANNELS);
    Set<String> channels = new LinkedHashSet<>();
    for (String channel : section.texts("channels", legal)) {
      if (!CHANNELS.contains(channel) || !channels.add(channel)) {
        section.note("channels", channel, legal);
      }
    }
    return channels;
  }

  private PaymentAttribute attribute() {
    String legal = PaymentAttribute.keys(PaymentAttribute.USED);
    require(section, "of", legal);
    return section.read(
        "of", null, legal, text -> PaymentAttribute.of(text, PaymentAttribute.USED));
  }

  private long amount(String key, long whenAbsent) {
    Long amount = settings.amount(key, whenAbsent * UNIT);
    return amount == null ? 0 : amount;
  }

  /** What is noted is of no use; any number lets reading go on. */
  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }

  static void require(Section section, String key, String legal) {
    if (!section.has(key)) {
      section.note(key, "missing", legal);
    }
  }
}
