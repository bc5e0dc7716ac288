package io.millrace.model.web;

import java.util.List;
import java.util.Locale;

/**
 * What kind of program a user-agent header names. The rules are tried in this order and ignore
 * case:
 *
 * <ol>
 *   <li>no header, blank or {@code -}: {@link #NONE};
 *   <li>{@code bot}, {@code crawl} or {@code spider} anywhere: {@link #BOT}, the words by which
 *       crawlers name themselves;
 *   <li>names of feed readers and feed fetchers: {@link #FEED_READER};
 *   <li>names of libraries, command-line clients, link checkers and fetchers: {@link #TOOL};
 *   <li>browsers, by the token that only they carry; the derived before what they derive from,
 *       since Edge and Opera also say Chrome, and Chrome also says Safari;
 *   <li>everything else: {@link #OTHER}.
 * </ol>
 *
 * <p>A header can say anything: the class is what a program claims to be.
 */
public enum UserAgentClass {
  BOT("bot"),
  FEED_READER("feed_reader"),
  TOOL("tool"),
  EDGE("edge"),
  OPERA("opera"),
  INTERNET_EXPLORER("internet_explorer"),
  FIREFOX("firefox"),
  CHROME("chrome"),
  SAFARI("safari"),
  OTHER("other"),
  NONE("none");

  private static final List<String> BOT_WORDS = List.of("bot", "crawl", "spider");
  private static final List<String> FEED_READER_WORDS =
      List.of(
          "feed", "rss", "subscribers", "liferea", "newsify", "reeder/", "simplepie", "readers)");
  private static final List<String> TOOL_WORDS =
      List.of(
          "slurp",
          "curl/",
          "wget/",
          "libwww",
          "python-",
          "urllib",
          "ruby",
          "java/",
          "okhttp",
          "go-http-client",
          "http_request",
          "libfetch",
          "chef client",
          "externalhit",
          "archiver",
          "link sleuth",
          "link validator",
          "cfnetwork",
          "portscout",
          "nutch",
          "ezooms",
          "embedly",
          "indy library",
          "siteexplorer",
          "flipboardproxy",
          "appengine-google");

  private final String label;

  UserAgentClass(String label) {
    this.label = label;
  }

  /** The name in tables and reports: lower case, with underscores. */
  public String label() {
    return label;
  }

  /**
   * Whether a person is likely to be looking: a browser, or a client that is none of the known
   * programs.
   */
  public boolean isPerson() {
    return this != BOT && this != FEED_READER && this != TOOL && this != NONE;
  }

  /** The class of that header; {@link #NONE} for null. */
  public static UserAgentClass of(String userAgent) {
    if (userAgent == null || userAgent.isBlank() || userAgent.equals("-")) {
      return NONE;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    if (namesAny(agent, BOT_WORDS)) {
      return BOT;
    }
    if (namesAny(agent, FEED_READER_WORDS)) {
      return FEED_READER;
    }
    if (namesAny(agent, TOOL_WORDS)) {
      return TOOL;
    }
    return browserOf(agent);
  }

  private static UserAgentClass browserOf(String agent) {
    if (namesAny(agent, List.of("edge/", "edg/", "edga/", "edgios/"))) {
      return EDGE;
    }
    if (namesAny(agent, List.of("opera", "opr/", "opios/"))) {
      return OPERA;
    }
    if (namesAny(agent, List.of("msie", "trident/"))) {
      return INTERNET_EXPLORER;
    }
    if (namesAny(agent, List.of("firefox", "fxios/", "iceweasel", "seamonkey"))) {
      return FIREFOX;
    }
    if (namesAny(agent, List.of("chrome", "chromium", "crios/"))) {
      return CHROME;
    }
    return agent.contains("safari") ? SAFARI : OTHER;
  }

  private static boolean namesAny(String agent, List<String> words) {
    for (String word : words) {
      if (agent.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
