package io.millrace.model.live;

import java.util.Set;

/** What a window knows. Panes are added in order of time. */
interface WindowContent {

  /** Adds a pane of that key, which is left as it is. */
  void add(String key, PaneValue pane);

  /**
   * A copy from which at least those keys' results can be told, and which may get more panes; to be
   * used before this gets one.
   */
  WindowContent copyFor(Set<String> keys);

  /** Whether that key has a part in what this copy is for. */
  boolean takes(String key);

  /** Whether everything is in it, so that what is not told by it is not so. */
  boolean isWhole();

  /** How many values it holds. */
  int size();

  /** Tells the results. */
  void tell(Results results);

  /** Takes a window's results. */
  interface Results {
    /**
     * A result.
     *
     * @param dims as {@link DimText} joins them
     */
    void accept(String dims, Object[] values, long events);
  }
}
