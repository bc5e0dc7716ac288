package io.millrace.model.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentClassTest {
  private static final Path LOG = Path.of("../samples/web-log/apache_logs.gz");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | BOT | NONE",
        "Mozilla/5.0 (iPhone) Safari/8536.25 (compatible; Googlebot/2.1) | BOT | NONE",
        "Mozilla/5.0 (compatible; Baiduspider/2.0) | BOT | NONE",
        "magpie-crawler/1.1 | BOT | NONE",
        "UniversalFeedParser/4.2-pre-314-svn +http://feedparser.org/ | FEED_READER | NONE",
        "Tiny Tiny RSS/1.11 (http://tt-rss.org/) | FEED_READER | NONE",
        "curl/7.22.0 (i686-pc-linux-gnu) libcurl/7.22.0 | TOOL | NONE",
        "Mozilla/5.0 (compatible; Yahoo! Slurp) | TOOL | NONE",
        "Mozilla/5.0 (Windows NT 6.1) Chrome/51.0 Safari/537.36 Edge/14.1 | EDGE | DESKTOP",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.8 | OPERA | MOBILE",
        "Mozilla/5.0 (Windows NT 6.1) Chrome/32.0 Safari/537.36 OPR/19.0 | OPERA | DESKTOP",
        "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1) | INTERNET_EXPLORER | DESKTOP",
        "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko | INTERNET_EXPLORER | DESKTOP",
        "Mozilla/5.0 (X11; Linux x86_64; rv:27.0) Gecko Firefox/27.0 | FIREFOX | DESKTOP",
        "Mozilla/5.0 (Macintosh) AppleWebKit Chrome/32.0 Safari/537.36 | CHROME | DESKTOP",
        "Mozilla/5.0 (Linux; Android 4.4) Chrome/32.0 Mobile Safari/537.36 | CHROME | MOBILE",
        "Mozilla/5.0 (Linux; Android 4.4) Chrome/32.0 Safari/537.36 | CHROME | TABLET",
        "Mozilla/5.0 (iPad; CPU OS 6_0) Version/6.0 Mobile/10A523 Safari/8536.25 | SAFARI | TABLET",
        "MAXX_MAUI WAP Browser | OTHER | MOBILE",
        "something | OTHER | OTHER",
        "- | NONE | NONE",
      })
  void headerHasAClassAndADevice(String header, UserAgentClass agent, DeviceClass device) {
    assertThat(UserAgentClass.of(header)).isEqualTo(agent);
    assertThat(DeviceClass.of(header)).isEqualTo(device);
  }

  @Test
  void missingHeaderIsNone() {
    assertThat(UserAgentClass.of(null)).isEqualTo(UserAgentClass.NONE);
    assertThat(UserAgentClass.of(" ")).isEqualTo(UserAgentClass.NONE);
    assertThat(DeviceClass.of(null)).isEqualTo(DeviceClass.NONE);
  }

  @Test
  void accessLogHas1290WholeLinesOfBotsAndOneThatIsCutOff() throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(LOG)), UTF_8))) {
      List<String> ofBots =
          lines.lines().filter(l -> UserAgentClass.of(agent(l)) == UserAgentClass.BOT).toList();

      assertThat(ofBots).hasSize(1_291);
      assertThat(ofBots.stream().filter(l -> !l.endsWith("\""))).hasSize(1);
    }
  }

  @Property
  void anyHeaderHasAClass(@ForAll String header) {
    assertThat(UserAgentClass.of(header).label()).matches("[a-z_]+");
    assertThat(DeviceClass.of(header).label()).matches("[a-z]+");
  }

  private static String agent(String line) {
    String[] parts = line.split("\"", -1);
    return parts[5];
  }
}
