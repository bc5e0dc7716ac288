package io.millrace.ingest.site;

/**
 * What a visitor asks the site for next.
 *
 * @param number of the page
 * @param page that is wanted
 * @param product which one, for a page of a product; else negative
 * @param path of the page
 * @param by the transition that leads there; null for the first page and after an error
 */
public record PageRequest(int number, Page page, int product, String path, Transition by) {}
