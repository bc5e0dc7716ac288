package io.millrace.ingest.site;

/**
 * A city where people are.
 *
 * @param city its name
 * @param region the first-order division of the country, by name
 * @param country ISO 3166-1 alpha-2 code
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param population inhabitants, the weight with which it is drawn
 */
public record Place(
    String city,
    String region,
    String country,
    double latitude,
    double longitude,
    long population) {}
