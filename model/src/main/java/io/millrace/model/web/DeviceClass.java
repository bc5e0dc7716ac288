package io.millrace.model.web;

import java.util.List;
import java.util.Locale;

/**
 * What kind of device a user-agent header names, tried in this order and ignoring case: {@link
 * #NONE} for a program that no person looks through (see {@link UserAgentClass#isPerson}); {@link
 * #TABLET} for {@code ipad}, {@code tablet}, {@code kindle}, or {@code android} without {@code
 * mobile}; {@link #MOBILE} for {@code mobi}, {@code iphone}, {@code ipod}, {@code android}, {@code
 * midp}, {@code wap}; {@link #DESKTOP} for {@code windows}, {@code macintosh}, {@code x11}, {@code
 * linux}, {@code bsd}; else {@link #OTHER}.
 */
public enum DeviceClass {
  DESKTOP("desktop"),
  MOBILE("mobile"),
  TABLET("tablet"),
  OTHER("other"),
  NONE("none");

  private static final List<String> TABLETS = List.of("ipad", "tablet", "kindle");
  private static final List<String> MOBILES =
      List.of("mobi", "iphone", "ipod", "android", "midp", "wap");
  private static final List<String> DESKTOPS =
      List.of("windows", "macintosh", "x11", "linux", "bsd");

  private final String label;

  DeviceClass(String label) {
    this.label = label;
  }

  /** The name in tables and reports. */
  public String label() {
    return label;
  }

  /** The device of that header; {@link #NONE} for null. */
  public static DeviceClass of(String userAgent) {
    if (!UserAgentClass.of(userAgent).isPerson()) {
      return NONE;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    boolean androidTablet = agent.contains("android") && !agent.contains("mobile");
    if (androidTablet || TABLETS.stream().anyMatch(agent::contains)) {
      return TABLET;
    }
    if (MOBILES.stream().anyMatch(agent::contains)) {
      return MOBILE;
    }
    return DESKTOPS.stream().anyMatch(agent::contains) ? DESKTOP : OTHER;
  }
}
