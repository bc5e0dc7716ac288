package io.millrace.ingest.mapping;

import io.millrace.model.web.RequestTarget;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a line of a combined access log: {@code client identity user [time] "request" status bytes
 * "referrer" "user agent"}. A dash is null. Escapes are needed to find a quoted value's end and are
 * otherwise kept as the server wrote them.
 *
 * <p>The last value's closing quote may be missing: writers that cut a line at a fixed length leave
 * such lines, and nothing but the end of the user agent is lost. A line cut anywhere before is
 * malformed.
 */
final class AccessLogLine {
  private static final Set<String> ASSETS =
      Set.of(
          "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "ico", "svg", "webp", "avif",
          "bmp", "woff", "woff2", "ttf", "otf", "eot");

  private final String line;
  private int at;

  private AccessLogLine(String line) {
    this.line = line;
  }

  /** The columns, in the order of {@link io.millrace.model.feed.SourceFormat#columns}. */
  static String[] cut(String line) throws MalformedLineException {
    return new AccessLogLine(line).columns();
  }

  private String[] columns() throws MalformedLineException {
    String client = word("client");
    String identity = word("identity");
    String user = until(" [", "user");
    String time = until("] ", "time");
    String request = quoted("request");
    expect(' ', "status");
    String status = word("status");
    if (status.length() != 3 || !status.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedLineException("the status is no three digits");
    }
    String bytes = word("bytes");
    String referrer = quoted("referrer");
    expect(' ', "user agent");
    String userAgent = lastQuoted();
    int afterMethod = request.indexOf(' ');
    int beforeProtocol = request.lastIndexOf(" HTTP/");
    boolean whole = afterMethod > 0 && beforeProtocol > afterMethod;
    String method = whole ? request.substring(0, afterMethod) : null;
    String target = whole ? request.substring(afterMethod + 1, beforeProtocol) : null;
    return new String[] {
      orNull(client),
      orNull(identity),
      orNull(user),
      orNull(time),
      orNull(request),
      method,
      target,
      whole ? request.substring(beforeProtocol + 1) : null,
      status,
      orNull(bytes),
      orNull(referrer),
      orNull(userAgent),
      eventType(status, method, target)
    };
  }

  private static String eventType(String status, String method, String target) {
    if (status.charAt(0) >= '4') {
      return "error";
    }
    if (!"GET".equals(method) && !"POST".equals(method)) {
      return "probe";
    }
    String path = RequestTarget.path(target);
    String file = path.substring(path.lastIndexOf('/') + 1);
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return file.contains(".") && ASSETS.contains(extension) ? "asset" : "page_view";
  }

  private String word(String what) throws MalformedLineException {
    return until(" ", what);
  }

  private String until(String end, String what) throws MalformedLineException {
    int found = line.indexOf(end, at);
    if (found <= at) {
      throw new MalformedLineException("no " + what);
    }
    String text = line.substring(at, found);
    at = found + end.length();
    return text;
  }

  private String quoted(String what) throws MalformedLineException {
    expect('"', what);
    int end = closingQuote();
    if (end < 0) {
      throw new MalformedLineException("the line ends inside the " + what);
    }
    String text = line.substring(at, end);
    at = end + 1;
    return text;
  }

  private String lastQuoted() throws MalformedLineException {
    expect('"', "user agent");
    int end = closingQuote();
    if (end >= 0 && end < line.length() - 1) {
      throw new MalformedLineException("text after the user agent");
    }
    return line.substring(at, end < 0 ? line.length() : end);
  }

  private int closingQuote() {
    for (int i = at; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    return -1;
  }

  private void expect(char c, String before) throws MalformedLineException {
    if (at >= line.length() || line.charAt(at) != c) {
      throw new MalformedLineException("no " + before);
    }
    at++;
  }

  private static String orNull(String text) {
    return text.isEmpty() || text.equals("-") ? null : text;
  }
}
