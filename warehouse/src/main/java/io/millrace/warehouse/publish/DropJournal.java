package io.millrace.warehouse.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tells what was dropped. What is about to be is noted first and shown when it is done, so that a
 * run may die between: {@link #settle} finds out.
 */
public interface DropJournal {

  /** Where readers find something now. */
  @FunctionalInterface
  interface Locations {

    /** The locations of those that exist. */
    Map<PartitionKey, String> of(Collection<PartitionKey> keys)
        throws IOException, PublishException;
  }

  /**
   * Notes what is about to be dropped; it is stored when this returns.
   *
   * @param table its name, with its database
   * @return the note, for {@link #show}
   */
  String note(String table, List<DroppedPartition> dropped) throws IOException;

  /** Shows a note to readers: what it says is done. */
  void show(String note) throws IOException, PublishException;

  /**
   * Deals with what runs that died have noted of a table: shows what is dropped, forgets what is
   * still there. To be called when nobody else drops of it.
   */
  void settle(String table, Locations there) throws IOException, PublishException;
}
