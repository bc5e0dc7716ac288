package io.millrace.ingest.generate.payment;

/**
 * A page that a user who will pay views.
 *
 * @param id of the event
 * @param micros when
 * @param number of the view in the order in which they were made
 * @param user who views it
 * @param session of the visit
 * @param site the shop's host name
 * @param page path from the root
 * @param previous the page before on the same site, or null
 */
record PageView(
    String id,
    long micros,
    long number,
    String user,
    String session,
    String site,
    String page,
    String previous) {}
