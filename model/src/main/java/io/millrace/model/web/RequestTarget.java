package io.millrace.model.web;

import java.util.Locale;

/**
 * The parts of a request target or URL. It cuts at the delimiters of RFC 3986 and never decodes or
 * judges, since what stands in access logs is often no legal URL. All methods give null for null.
 */
public final class RequestTarget {
  private RequestTarget() {}

  /** The path without query and fragment; {@code /} when a URL has none. */
  public static String path(String target) {
    if (target == null) {
      return null;
    }
    int start = pathStart(target);
    int end = start;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return start == end ? "/" : target.substring(start, end);
  }

  /** The query without its question mark and without the fragment; null when there is none. */
  public static String query(String target) {
    if (target == null) {
      return null;
    }
    int fragment = target.indexOf('#');
    int end = fragment < 0 ? target.length() : fragment;
    int mark = target.indexOf('?');
    return mark < 0 || mark >= end ? null : target.substring(mark + 1, end);
  }

  /**
   * The host of a URL in lower case, without user and port; null when there is none, as in a bare
   * path.
   */
  public static String host(String target) {
    if (target == null) {
      return null;
    }
    int authority = authorityStart(target);
    if (authority < 0) {
      return null;
    }
    String hostAndPort = target.substring(authority, pathStart(target));
    String host = hostAndPort.substring(hostAndPort.lastIndexOf('@') + 1);
    int port = host.lastIndexOf(':');
    if (port > host.lastIndexOf(']')) {
      host = host.substring(0, port);
    }
    return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
  }

  private static int pathStart(String target) {
    int i = authorityStart(target);
    if (i < 0) {
      return 0;
    }
    while (i < target.length() && "/?#".indexOf(target.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static int authorityStart(String target) {
    int scheme = target.indexOf("://");
    if (scheme <= 0) {
      return -1;
    }
    for (int i = 0; i < scheme; i++) {
      char c = target.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return -1;
      }
    }
    return scheme + 3;
  }
}
