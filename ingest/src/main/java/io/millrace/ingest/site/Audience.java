package io.millrace.ingest.site;

import java.util.Map;

/**
 * Who visits the sites.
 *
 * @param known how many different visitors each site has
 * @param signedIn share of them who have an account
 * @param countries ISO code to weight
 * @param referrers URL, or {@link #DIRECT}, to weight
 * @param devices user-agent header to weight
 */
record Audience(
    int known,
    double signedIn,
    Map<String, Double> countries,
    Map<String, Double> referrers,
    Map<String, Double> devices) {
  /** Visits that come from nowhere else. */
  static final String DIRECT = "direct";
}
