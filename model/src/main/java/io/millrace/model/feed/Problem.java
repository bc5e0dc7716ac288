package io.millrace.model.feed;

/**
 * One thing that is wrong with a declaration.
 *
 * @param file in which it stands
 * @param path of the setting inside the file, such as {@code sources.access-log.format}; empty for
 *     the file as a whole
 * @param value what stands there, or {@code missing}
 * @param legal what may stand there
 */
public record Problem(String file, String path, String value, String legal) {
  @Override
  public String toString() {
    return file + (path.isEmpty() ? "" : ": " + path) + ": " + value + "; legal: " + legal;
  }
}
