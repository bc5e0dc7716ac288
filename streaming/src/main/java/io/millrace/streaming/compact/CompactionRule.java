package io.millrace.streaming.compact;

import io.millrace.model.streaming.CompactionSettings;
import java.util.ArrayList;
import java.util.List;

/** Which hours are worth it, and which of their files go together. */
final class CompactionRule {

  private final CompactionSettings settings;

  CompactionRule(CompactionSettings settings) {
    this.settings = settings;
  }

  /**
   * Whether an hour's files are many, and would be at most half as many afterwards. The second
   * keeps an hour of many large files from being written again for each few late rows.
   */
  boolean isWorthIt(long files, long bytes) {
    long afterwards = Math.max(1, -Math.floorDiv(-bytes, settings.targetFileBytes()));
    return files >= settings.minFiles() && files >= 2 * afterwards;
  }

  /**
   * Cuts an hour's files, in their order, into groups that become one file each: about as large as
   * wanted, and larger only where one input is.
   */
  List<List<StoredInput>> groups(List<StoredInput> inputs) {
    List<List<StoredInput>> groups = new ArrayList<>();
    List<StoredInput> group = new ArrayList<>();
    long bytes = 0;
    for (StoredInput input : inputs) {
      if (!group.isEmpty() && bytes + input.bytes() > settings.targetFileBytes()) {
        groups.add(List.copyOf(group));
        group.clear();
        bytes = 0;
      }
      group.add(input);
      bytes += input.bytes();
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }
}
