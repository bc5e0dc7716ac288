package io.millrace.model.landing;

/**
 * Landing of a feed must not go on until somebody has looked: going on could lose or double
 * records. The message says what was found and what to do.
 */
public class LandingStoppedException extends RuntimeException {

  public LandingStoppedException(String message) {
    super(message);
  }
}
