package io.millrace.warehouse.fraud;

import java.time.LocalDate;
import java.util.List;

/**
 * What a model is made from, one part behind the other in time, so that nothing is measured on what
 * it was learnt from.
 *
 * @param learn of which trees are learnt
 * @param calibrate at which probability and threshold are fitted
 * @param evaluate at which it is held against the rules
 */
public record TrainingDays(
    List<LocalDate> learn, List<LocalDate> calibrate, List<LocalDate> evaluate) {

  /** One day in so many of those to train by is for calibration. */
  private static final int CALIBRATED = 5;

  public TrainingDays {
    learn = List.copyOf(learn);
    calibrate = List.copyOf(calibrate);
    evaluate = List.copyOf(evaluate);
  }

  /**
   * Parts days.
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
    return new TrainingDays(
        days.subList(0, learnt), days.subList(learnt, trained), days.subList(trained, days.size()));
  }
}
