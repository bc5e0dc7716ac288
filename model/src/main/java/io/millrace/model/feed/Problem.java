package io.millrace.model.feed;

/**
 * One thing that is wrong with a declaration.
 *
 * @param file in which it stands
 * @param line of the file, from 1 on; of what is missing the line where what it is missing in
 *     begins; 0 where no line can be told
 * @param path of the setting inside the file, such as {@code sources.access-log.format} or {@code
 *     rules[2].field}; empty for the file as a whole
 * @param value what stands there, or {@code missing}
 * @param legal what may stand there
 */
public record Problem(String file, int line, String path, String value, String legal) {
  /** A problem of which no line can be told. */
  public Problem(String file, String path, String value, String legal) {
    this(file, 0, path, value, legal);
  }

  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ":" + line)
        + (path.isEmpty() ? "" : ": " + path)
        + ": "
        + value
        + "; legal: "
        + legal;
  }
}
