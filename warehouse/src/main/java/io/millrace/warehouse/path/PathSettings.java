package io.millrace.warehouse.path;

import java.io.Serializable;

/**
 * Which paths {@code mart.path_daily} has.
 *
 * @param longest pages of the longest ones; the shortest have 2
 * @param top how many of each length and site
 */
public record PathSettings(int longest, int top) implements Serializable {

  /** Pages of the shortest paths. */
  public static final int SHORTEST = 2;

  /** Pages of the longest that may be asked for. */
  public static final int MOST_PAGES = 10;

  /** The most that may be asked for of a length and site. */
  public static final int MOST_PATHS = 100_000;
}
