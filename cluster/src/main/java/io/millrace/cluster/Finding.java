package io.millrace.cluster;

/**
 * The result of one look at this machine.
 *
 * @param check what was looked at, such as {@code Java} or {@code port 9092 (kafka)}
 * @param verdict whether the cluster can run with it
 * @param found what was found
 * @param needed what is needed
 * @param remedy how to get it; empty when nothing is wrong
 */
public record Finding(String check, Verdict verdict, String found, String needed, String remedy) {

  /** How grave a finding is. */
  public enum Verdict {
    /** As needed. */
    OK,
    /** It runs, but less well than it should. */
    WARNING,
    /** It does not run. */
    MISSING
  }

  /** The finding as one sentence, and its remedy as another. */
  public String sentence() {
    return remedy.isEmpty() ? fact() : fact() + " " + remedy;
  }

  /** The finding without its remedy. */
  String fact() {
    return "%s: found %s, needed %s.".formatted(check, found, needed);
  }
}
