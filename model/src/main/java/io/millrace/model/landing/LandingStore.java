package io.millrace.model.landing;

import java.util.Optional;

/**
 * What landing needs of the world. Each method is one step after which the process may die.
 *
 * <p>Every method may be called again with the same arguments, by the same driver or another, and
 * then changes nothing. All but {@link #append} have no outcome but done; what they throw leaves
 * the world as it was or as if they had returned.
 */
public interface LandingStore {

  /** The record of the highest sequence number, of any kind. */
  Optional<CommitRecord> last();

  /**
   * The latest record, claims aside, that is not marked published; there is never more than one.
   */
  Optional<CommitRecord> unpublished();

  /** An hour of a table as readers are told of it now, or empty if it has nothing. */
  Optional<HourFiles> hour(String table, String dt, String hour);

  /**
   * Appends a record if its sequence number is still free, atomically.
   *
   * @return whether this very record is now in the log; false if another has its number
   * @throws RuntimeException if the outcome is unknown; the driver must stop, its successor reads
   *     the log
   */
  boolean append(CommitRecord record);

  /**
   * Moves a staged file to its published name.
   *
   * @throws LandingStoppedException if neither name exists
   */
  void publish(LandedFile file);

  /**
   * Makes the record's partitions known to readers, with their statistics. For a compaction it
   * moves readers from the old files to the new ones at once; to register a record that a partition
   * is ahead of changes nothing of it. For a drop it takes the partitions from readers and tells
   * which.
   */
  void register(CommitRecord record);

  /** Leaves a marker for every closed hour that the batch added rows to. */
  void reopen(CommitRecord record);

  /** Marks a record, and with it all before it, published. */
  void markPublished(CommitRecord record);

  /** Removes all staging of sequence numbers up to {@code seq}; none of it can be decided now. */
  void dropStaging(long seq);

  /**
   * Brings the log itself into fewer files; nothing that is read of it changes. May take seconds
   * and be done beside all other steps, by any driver.
   */
  void tidy();
}
