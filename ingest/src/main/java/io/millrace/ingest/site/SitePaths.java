package io.millrace.ingest.site;

import java.util.List;

/** The paths and addresses of a site's pages, made once. Immutable. */
public final class SitePaths {
  private final String[][] paths;
  private final String[][] urls;

  /**
   * Makes them.
   *
   * @param origin what stands before a path in an address, such as {@code https://shop.example}
   */
  public SitePaths(String origin, List<Page> pages, Catalog catalog) {
    paths = new String[pages.size()][];
    urls = new String[pages.size()][];
    for (int page = 0; page < paths.length; page++) {
      String path = pages.get(page).path();
      int count = pages.get(page).isOfProduct() ? catalog.size() : 1;
      paths[page] = new String[count];
      urls[page] = new String[count];
      for (int i = 0; i < count; i++) {
        paths[page][i] = path.replace(Page.ID, String.valueOf(catalog.product(i).id()));
        urls[page][i] = origin + paths[page][i];
      }
    }
  }

  /** The path of a page; the product counts only for a page of products. */
  public String path(int page, int product) {
    return paths[page][Math.max(0, product)];
  }

  /** The whole address of that path. */
  public String url(int page, int product) {
    return urls[page][Math.max(0, product)];
  }
}
