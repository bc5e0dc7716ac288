package io.millrace.ingest.site;

import java.util.List;

/**
 * A section of a page, such as {@code hero_banner}.
 *
 * @param name of it
 * @param seen with what probability a visitor who saw the section before it sees it too, unless he
 *     leaves by an element further down
 * @param clicked with what probability one who sees it clicks on one of the elements
 * @param elements that are clicked without leading anywhere
 */
public record PageArea(String name, double seen, double clicked, List<String> elements) {
  public PageArea {
    elements = List.copyOf(elements);
  }
}
