package io.millrace.model.rule;

/** A text that may be looked at a bounded number of times, and may be set anew. */
final class BoundedText implements CharSequence {
  /** Much more than an expression without nested repetition ever takes. */
  private static final int STEPS_EACH_CHARACTER = 200;

  private static final int LEAST_STEPS = 20_000;

  private String text = "";
  private long stepsLeft;

  void set(String value) {
    text = value;
    stepsLeft = LEAST_STEPS + (long) STEPS_EACH_CHARACTER * value.length();
  }

  /**
   * The character there.
   *
   * @throws Exhausted when it was looked at too often
   */
  @Override
  public char charAt(int index) {
    if (--stepsLeft < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Told instead of a character; without a stack, since it says nothing about the program. */
  static final class Exhausted extends RuntimeException {
    Exhausted() {
      super(null, null, false, false);
    }
  }
}
