package io.millrace.model.feed;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the declarations of feeds lie in HDFS: a folder for each feed, and in it a folder for each
 * version, {@code v0001} and on. A version is written aside and renamed in, so that a folder of
 * that form is whole; it never changes and stays. The highest number is the feed's declaration now.
 *
 * @param folder of all feeds, such as {@code hdfs://host:8020/millrace/feeds}, without a slash at
 *     its end
 */
public record FeedPaths(String folder) {
  private static final String ASIDE = ".tmp-";
  private static final Pattern VERSION = Pattern.compile("v([0-9]{4,9})");

  /** The paths below the root of all zones. */
  public static FeedPaths under(String root) {
    return new FeedPaths(root + "/feeds");
  }

  /** All that is kept of a feed. */
  public String feed(String feed) {
    return folder + "/" + feed;
  }

  /** The folder of one version. */
  public String version(String feed, int number) {
    return feed(feed) + "/" + name(number);
  }

  /** The declaration of one version. */
  public String yaml(String feed, int number) {
    return version(feed, number) + "/feed.yaml";
  }

  /** The Avro schema of one version. */
  public String avsc(String feed, int number) {
    return version(feed, number) + "/feed.avsc";
  }

  /**
   * A version on its way; its name is none of a version.
   *
   * @param attempt unique to who writes it
   */
  public String aside(String feed, String attempt) {
    return feed(feed) + "/" + ASIDE + attempt;
  }

  /** Whether that is the name of a version on its way. */
  public static boolean isAside(String name) {
    return name.startsWith(ASIDE);
  }

  /** A version's name, {@code v0001} for 1. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "v%04d", number);
  }

  /** The number in the name of a version's folder; empty for any other name. */
  public static OptionalInt numberOf(String name) {
    Matcher version = VERSION.matcher(name);
    return version.matches() && name.equals(name(Integer.parseInt(version.group(1))))
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }
}
