package io.millrace.model.geo;

/** What may be known of the place where somebody is. */
public enum PlacePart {
  /** The country, by ISO 3166-1 alpha-2. */
  COUNTRY,
  /** The country's part, by its name. */
  REGION,
  /** The city, by its name. */
  CITY
}
