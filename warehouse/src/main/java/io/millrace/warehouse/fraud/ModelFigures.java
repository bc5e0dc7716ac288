package io.millrace.warehouse.fraud;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a model is worth beside the rules, on payments with labels: a payment that is alerted is
 * held to be fraud.
 *
 * @param groups payments of which the same is said
 */
record ModelFigures(List<Group> groups) {

  ModelFigures {
    groups = List.copyOf(groups);
  }

  /**
   * Payments of which the same is said.
   *
   * @param isAlerted by a rule or list
   * @param fires the model
   * @param bin by the sum of the trees
   * @param expected how many of them are fraud by the model's probability
   */
  record Group(boolean isAlerted, boolean fires, Ranking.Bin bin, double expected) {}

  /**
   * Alerts of one kind against labels.
   *
   * @param alerted payments
   * @param caught how many of them are fraud
   * @param fraud how many there are in all
   */
  record Alerts(long alerted, long caught, long fraud) {

    double precision() {
      return (double) caught / alerted;
    }

    double recall() {
      return (double) caught / fraud;
    }

    double f1() {
      return 2.0 * caught / (alerted + fraud);
    }
  }

  Alerts ofRules() {
    return alerts(Group::isAlerted);
  }

  Alerts ofModel() {
    return alerts(Group::fires);
  }

  Alerts ofBoth() {
    return alerts(group -> group.isAlerted() || group.fires());
  }

  /** By the model. */
  Ranking ranking() {
    return new Ranking(groups.stream().map(Group::bin).toList());
  }

  /** How many payments are fraud by the model's probabilities. */
  double expected() {
    return groups.stream().mapToDouble(Group::expected).sum();
  }

  private Alerts alerts(Predicate<Group> isAlerted) {
    long alerted = 0;
    long caught = 0;
    long fraud = 0;
    for (Group group : groups) {
      fraud += group.bin().fraud();
      if (isAlerted.test(group)) {
        alerted += group.bin().payments();
        caught += group.bin().fraud();
      }
    }
    return new Alerts(alerted, caught, fraud);
  }
}
