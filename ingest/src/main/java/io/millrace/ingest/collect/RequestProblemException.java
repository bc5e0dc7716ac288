package io.millrace.ingest.collect;

/** A request that is not taken; the message is what the client reads. */
final class RequestProblemException extends Exception {
  private final Problem problem;
  private final long retryAfterSeconds;

  RequestProblemException(Problem problem, String detail) {
    this(problem, detail, 0);
  }

  /**
   * @param retryAfterSeconds when the same request may succeed, or 0 when never
   */
  RequestProblemException(Problem problem, String detail, long retryAfterSeconds) {
    super(detail, null, false, false); // a client's mistake needs no stack trace
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  Problem problem() {
    return problem;
  }

  long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
