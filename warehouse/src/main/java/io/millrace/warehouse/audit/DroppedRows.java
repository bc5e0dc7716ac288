package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;

/**
 * What retention has dropped of a feed.
 *
 * @param kept from which days on it is kept
 * @param raw rows that landed before, by the commit log
 * @param quarantine records that were refused before, by the commit log
 */
public record DroppedRows(String feed, KeptFrom kept, long raw, long quarantine) {}
