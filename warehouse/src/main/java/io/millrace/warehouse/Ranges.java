package io.millrace.warehouse;

import java.time.DateTimeException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Reads values and ranges of values separated by commas, such as {@code
 * 2010-12-01..2010-12-03,2015-05-17}. Both ends of a range belong to it.
 *
 * @param noun what a value is called
 * @param oneOf the same with its article
 * @param example one of them
 * @param exampleEnd a later one
 * @param reader of one value; throws {@link DateTimeException} for what is none
 * @param number the place of a value in the row of all of them
 * @param value of a place
 * @param limit more values than this in one range are taken for a slip of the pen
 */
record Ranges<T extends Comparable<? super T>>(
    String noun,
    String oneOf,
    String example,
    String exampleEnd,
    Function<String, T> reader,
    ToLongFunction<T> number,
    LongFunction<T> value,
    int limit) {

  /**
   * The values, ascending, none twice.
   *
   * @throws IllegalArgumentException with a sentence that names the part that is wrong
   */
  NavigableSet<T> parse(String text) {
    NavigableSet<T> values = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("\\.\\.", -1);
      if (ends.length > 2) {
        throw wrong(part);
      }
      long first = number.applyAsLong(read(ends[0], part));
      long last = number.applyAsLong(read(ends[ends.length - 1], part));
      if (last < first) {
        throw new IllegalArgumentException(
            "the range '%s' ends before it begins".formatted(part.strip()));
      }
      if (last - first >= limit) {
        throw new IllegalArgumentException(
            "the range '%s' has more than %,d %ss".formatted(part.strip(), limit, noun));
      }
      for (long place = first; place <= last; place++) {
        values.add(value.apply(place));
      }
    }
    return values;
  }

  private T read(String text, String part) {
    try {
      return reader.apply(text.strip());
    } catch (DateTimeException e) {
      throw wrong(part);
    }
  }

  private IllegalArgumentException wrong(String part) {
    return new IllegalArgumentException(
        "'%s' is neither %s (%s) nor a range of %ss (%s..%s)"
            .formatted(part.strip(), oneOf, example, noun, example, exampleEnd));
  }
}
