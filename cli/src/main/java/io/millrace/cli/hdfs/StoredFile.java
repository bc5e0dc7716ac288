package io.millrace.cli.hdfs;

/**
 * A file in HDFS.
 *
 * @param path its whole URI
 * @param bytes its length
 */
public record StoredFile(String path, long bytes) implements Comparable<StoredFile> {

  /** Its name within its folder. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(StoredFile other) {
    return path.compareTo(other.path);
  }
}
