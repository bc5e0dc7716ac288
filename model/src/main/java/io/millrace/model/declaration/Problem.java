package io.millrace.model.declaration;

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
  private static final int LONGEST_VALUE = 200;

  /** A problem of which no line can be told. */
  public Problem(String file, String path, String value, String legal) {
    this(file, 0, path, value, legal);
  }

  /** All of it on one line; of a long value the beginning. */
  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ":" + line)
        + (path.isEmpty() ? "" : ": " + path)
        + ": "
        + shown()
        + "; legal: "
        + legal;
  }

  private String shown() {
    if (value.isEmpty()) {
      return "\"\"";
    }
    String line = value.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line;
  }
}
