package io.millrace.acceptance.faults;

/**
 * Where a driver is to die, wait or fail.
 *
 * @param point of the driver's: {@code store.append}, {@code raw.rename}, {@code task.close}; all
 *     that begin alike with {@code *} at its end
 * @param moment {@code before} or {@code after}
 * @param effect {@code halt}, {@code wait} or {@code fail}
 * @param skip how many times it is passed by first
 */
record Trap(String point, String moment, String effect, int skip) {

  String instruction() {
    return "set %s %s %s %d".formatted(point, moment, effect, skip);
  }
}
