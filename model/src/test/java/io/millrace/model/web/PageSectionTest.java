package io.millrace.model.web;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageSectionTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "/blog, blog",
    "/blog/, blog",
    "/blog/2012/04.html, blog",
    "/blog?flav=rss20, blog",
    "/?x=/blog/, /",
    "/blog#top, blog",
    "//blog/x, blog",
    "/favicon.ico, /",
    "/style2.css?v=1, /",
    "/robots.txt, /",
    "/v1.2/x, v1.2",
    "/archive.2012-longer, archive.2012-longer",
    "/~psionic/x, ~psionic",
    "http://semicomplete.com/projects/xdotool, projects",
    "http://semicomplete.com, /",
    "http://semicomplete.com?x=/blog/, /",
    "*, /",
  })
  void sectionIsTheFirstSegment(String path, String section) {
    assertThat(PageSection.of(path)).isEqualTo(section);
  }

  @Example
  void nullGivesNull() {
    assertThat(PageSection.of(null)).isNull();
    assertThat(RequestTarget.path(null)).isNull();
    assertThat(RequestTarget.query(null)).isNull();
    assertThat(RequestTarget.host(null)).isNull();
  }

  @Example
  void urlsAreCutIntoParts() {
    String url = "https://me@WWW.Example.com:8080/a/b?c=d?e#f?g";

    assertThat(RequestTarget.host(url)).isEqualTo("www.example.com");
    assertThat(RequestTarget.path(url)).isEqualTo("/a/b");
    assertThat(RequestTarget.query(url)).isEqualTo("c=d?e");
    assertThat(RequestTarget.host("/redirect?to=http://example.com/")).isNull();
    assertThat(RequestTarget.query("/a#b?c")).isNull();
    assertThat(RequestTarget.host("http://[::1]:80/")).isEqualTo("[::1]");
  }

  @Property
  void anyTextHasASection(@ForAll String text) {
    assertThat(PageSection.of(text)).isNotEmpty();
    assertThat(RequestTarget.path(text)).isNotEmpty();
    assertThat(PageSection.of(RequestTarget.path(text))).isNotEmpty();
  }
}
