package io.millrace.ingest.generate.payment;

/** Who has which account: two of three users have one, the third has two that follow each other. */
final class Users {
  /** What {@link #sibling} says of the only account of a user. */
  static final int NONE = -1;

  private Users() {}

  /** The user's number. */
  static int of(int account) {
    return account - account / 4;
  }

  /**
   * The other account of the same user, or {@link #NONE}.
   *
   * @param accounts how many there are
   */
  static int sibling(int account, int accounts) {
    int other = account % 4 == 3 ? account + 1 : account - 1;
    return other >= 0 && other < accounts && of(other) == of(account) ? other : NONE;
  }
}
