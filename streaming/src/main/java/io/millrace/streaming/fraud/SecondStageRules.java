package io.millrace.streaming.fraud;

import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.RuleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By which rule sets an attempt of the second stage evaluates, and which it lacks. */
final class SecondStageRules {

  private static final Logger LOG = LoggerFactory.getLogger(SecondStageRules.class);

  /** How long hosts may take to evaluate what came before a promotion. */
  private static final Duration LINGERING = Duration.ofMinutes(10);

  private final RulesTopic topic;
  private final List<String> versions;
  private final SecondStages stages;
  private final Set<String> with = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /** The versions that scores named. */
  private final Set<String> named = new HashSet<>();

  /**
   * Goes by the set that is in effect and by those that attempts before asked for.
   *
   * @param versions of these; those that are asked for are added, and those that no score named any
   *     more go then
   */
  SecondStageRules(RulesTopic topic, List<String> versions) {
    this.topic = topic;
    this.versions = versions;
    topic
        .inEffect()
        .map(RulePromotion::version)
        .filter(version -> !versions.contains(version))
        .ifPresent(versions::add);
    List<RuleSet> sets = new ArrayList<>();
    for (String version : versions) {
      topic
          .ofVersion(version)
          .map(RuleText::parse)
          .filter(SecondStages::areIn)
          .ifPresent(sets::add);
    }
    this.stages = new SecondStages(sets);
  }

  /** The rules of these sets, with no payments yet. */
  SecondStages stages() {
    return stages;
  }

  /** Whether the rules in effect are among them, as far as is known. */
  boolean areInEffect() {
    return topic.latest().filter(set -> isWith(set.version())).isPresent();
  }

  /** Whether the rules in effect are not, and those before are of no concern any more. */
  boolean rest(Instant now) {
    return !areInEffect()
        && topic.latest().filter(set -> set.at().plus(LINGERING).isAfter(now)).isEmpty();
  }

  /** Notes that a score names the set of that version. */
  void name(String version) {
    named.add(version);
  }

  /** Whether the set of that version has rules that this does not have; then the next has them. */
  boolean lack(String version) {
    boolean isLacking = !stages.has(version) && isWith(version);
    if (isLacking && !versions.contains(version)) {
      versions.retainAll(named);
      versions.add(version);
    }
    return isLacking;
  }

  private boolean isWith(String version) {
    if (stages.has(version) || with.contains(version)) {
      return true;
    }
    if (others.contains(version)) {
      return false;
    }
    Optional<RuleText> text = topic.ofVersion(version);
    if (text.isEmpty()) {
      LOG.warn("rules {} were never promoted; payments with them have no second stage", version);
    }
    boolean isWith = text.isPresent() && SecondStages.areIn(text.get().parse());
    (isWith ? with : others).add(version);
    return isWith;
  }
}
