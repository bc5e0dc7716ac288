package io.millrace.model.live;

/**
 * A page that a user viewed.
 *
 * @param id of the event, by which a repeated one is known
 * @param micros when it was viewed
 */
public record PageView(String id, long micros, String user, String site, String page) {}
