package io.millrace.model.web;

/**
 * The section of a site that a page belongs to: the first segment of its path.
 *
 * <p>{@code /blog/2012/04} and {@code /blog} are in {@code blog}. What lies in the root itself is
 * in section {@code /}: the home page, and files such as {@code /favicon.ico} (a sole segment with
 * a file extension of 1 to 5 letters or digits). Query and fragment do not count; of a whole URL
 * the path counts; empty segments are passed over. Nothing is decoded and case is kept.
 */
public final class PageSection {
  private static final String ROOT = "/";
  private static final int LONGEST_EXTENSION = 5;

  private PageSection() {}

  /** The section of that path, request target or URL; null for null. */
  public static String of(String pathOrUrl) {
    if (pathOrUrl == null) {
      return null;
    }
    String path = RequestTarget.path(pathOrUrl);
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    int end = path.indexOf('/', start);
    String segment = path.substring(start, end < 0 ? path.length() : end);
    boolean inRoot = segment.isEmpty() || segment.equals("*") || (end < 0 && isFile(segment));
    return inRoot ? ROOT : segment;
  }

  private static boolean isFile(String segment) {
    int dot = segment.lastIndexOf('.');
    int extension = segment.length() - dot - 1;
    if (dot < 0 || extension < 1 || extension > LONGEST_EXTENSION) {
      return false;
    }
    return segment
        .substring(dot + 1)
        .chars()
        .allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }
}
