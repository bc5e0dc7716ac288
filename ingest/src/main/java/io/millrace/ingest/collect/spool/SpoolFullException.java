package io.millrace.ingest.collect.spool;

/** The spools have no room left; nothing was written. Try again once the broker has taken some. */
public final class SpoolFullException extends Exception {
  SpoolFullException(long limitBytes) {
    super("The spool holds its " + limitBytes + " bytes.");
  }
}
