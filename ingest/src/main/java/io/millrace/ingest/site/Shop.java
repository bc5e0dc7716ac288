package io.millrace.ingest.site;

/**
 * A site with all that is made of its description once.
 *
 * @param site as described
 * @param catalog what it sells
 * @param paths of its pages
 * @param visitors who come back again and again
 */
public record Shop(Site site, Catalog catalog, SitePaths paths, Visitors visitors) {

  /**
   * Makes it.
   *
   * @param origin of the site's addresses
   * @param seed decides who its visitors are
   */
  public static Shop of(Behaviour behaviour, Site site, String origin, long seed) {
    Catalog catalog = new Catalog(site);
    return new Shop(
        site,
        catalog,
        new SitePaths(origin, behaviour.pages(), catalog),
        new Visitors(site, behaviour.audience(), seed));
  }
}
