package io.millrace.model.fraud;

import io.millrace.model.declaration.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a sequence of payments: A, then B, then C, within a time. */
final class SequenceReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int MOST_STEPS = 8;
  private static final int MOST_TIMES = 100;
  private static final String ABOVE = "amount_above";
  private static final String BELOW = "amount_below";
  private static final String LEGAL_STEP = "a mapping with name, where and, if not 1, times";
  private static final String LEGAL_WHERE =
      "a mapping of one or more of "
          + ABOVE
          + ", "
          + BELOW
          + ", "
          + PaymentAttribute.keys(PaymentAttribute.ASKED);
  private static final String LEGAL_TEXTS = "one text or a list of different texts";

  private final Section section;

  SequenceReader(Section section) {
    this.section = section;
  }

  Rule.Sequence read(Rule.Terms terms) {
    RuleReader.require(section, "within", "an ISO-8601 duration such as PT30M");
    Duration within = new Settings(section).window("within", null);
    String legal = "from 1 to " + MOST_STEPS + " steps; each " + LEGAL_STEP;
    List<Section> declared = section.sections("steps", LEGAL_STEP);
    if (declared.isEmpty() || declared.size() > MOST_STEPS) {
      section.note("steps", section.has("steps") ? declared.size() + " of them" : "missing", legal);
    }
    Set<String> names = new HashSet<>();
    List<Rule.Step> steps = new ArrayList<>();
    for (Section step : declared) {
      if (step.isMapping()) {
        steps.add(step(step, names));
      }
    }
    return new Rule.Sequence(terms, within, steps);
  }

  private static Rule.Step step(Section step, Set<String> names) {
    String legalName = "a name of its own that matches " + NAME;
    String name = step.required("name", legalName);
    if (name != null && (!NAME.matcher(name).matches() || !names.add(name))) {
      step.note("name", name, legalName);
    }
    Integer times = new Settings(step).whole("times", 1, 1, MOST_TIMES);
    RuleReader.require(step, "where", LEGAL_WHERE);
    PaymentCondition where = condition(step.section("where"));
    step.refuseOthers();
    return new Rule.Step(name, times == null ? 0 : times, where);
  }

  private static PaymentCondition condition(Section where) {
    if (where.isMapping() && where.keys().isEmpty()) {
      where.note("", "empty", LEGAL_WHERE);
    }
    Settings settings = new Settings(where);
    Long above = settings.amount(ABOVE, null);
    Long below = settings.amount(BELOW, null);
    if (above != null && below != null && above >= below) {
      where.note(BELOW, Amounts.text(below), "more than " + ABOVE + ", " + Amounts.text(above));
    }
    Map<PaymentAttribute, Set<String>> texts = new EnumMap<>(PaymentAttribute.class);
    for (PaymentAttribute attribute : PaymentAttribute.ASKED) {
      Set<String> values = new LinkedHashSet<>();
      for (String text : where.texts(attribute.key(), LEGAL_TEXTS)) {
        if (text.isEmpty() || !values.add(text)) {
          where.note(attribute.key(), text, LEGAL_TEXTS);
        }
      }
      if (!values.isEmpty()) {
        texts.put(attribute, values);
      } else if (where.has(attribute.key())) {
        where.note(attribute.key(), "empty", LEGAL_TEXTS);
      }
    }
    where.refuseOthers();
    return new PaymentCondition(above, below, texts);
  }
}
