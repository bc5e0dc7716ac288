package io.millrace.warehouse.fraud;

import java.time.LocalDate;
import java.util.List;

/**
 * What a model is made from, one part behind the other in time, so that nothing is measured on what
 * it was learnt from.
 *
 * @param know at which merchants' categories are known
 * @param learn of which trees are learnt
 * @param calibrate at which probability and threshold are fitted
 * @param evaluate at which it is held against the rules
 */
public record TrainingDays(
    List<LocalDate> know,
    List<LocalDate> learn,
    List<LocalDate> calibrate,
    List<LocalDate> evaluate) {

  /** One day in so many of those to learn from is for categories alone. */
  private static final int KNOWN = 3;

  /** One day in so many of those to train by is for calibration. */
  private static final int CALIBRATED = 5;

  public TrainingDays {
    know = List.copyOf(know);
    learn = List.copyOf(learn);
    calibrate = List.copyOf(calibrate);
    evaluate = List.copyOf(evaluate);
  }

  /**
   * Parts days; categories are known at those to learn from.
   *
   * @param days in order
   * @param until the last one to train by: the last fifth up to it calibrates
   * @throws IllegalArgumentException when there are fewer than two days to train by, or none behind
   */
  public static TrainingDays of(List<LocalDate> days, LocalDate until) {
    int trained = (int) days.stream().filter(day -> !day.isAfter(until)).count();
    if (trained < 2 || trained == days.size()) {
      throw new IllegalArgumentException(
          "of %d days %d are up to %s; at least two must be, and one behind"
              .formatted(days.size(), trained, until));
    }
    int learnt = trained - Math.max(1, trained / CALIBRATED);
    List<LocalDate> learn = days.subList(0, learnt);
    return new TrainingDays(
        learn, learn, days.subList(learnt, trained), days.subList(trained, days.size()));
  }

  /**
   * With the first third of those to learn from for categories alone, so that what is known of a
   * category does not come from the labels that trees learn; the same where they are fewer than
   * three.
   */
  TrainingDays apart() {
    int known = learn.size() / KNOWN;
    return known == 0
        ? this
        : new TrainingDays(
            learn.subList(0, known), learn.subList(known, learn.size()), calibrate, evaluate);
  }
}
