package io.millrace.ingest.site;

/**
 * Someone who comes to a site again and again, always from the same place with the same device.
 *
 * @param userId account or cookie
 * @param place where he is
 * @param userAgent header of his device
 */
public record Visitor(String userId, Place place, String userAgent) {}
