package io.millrace.ingest.collect;

import java.util.Locale;

/** Why a request as a whole is not taken, with its HTTP status. Nothing of it was kept. */
enum Problem {
  /** The body is not in the encoding that its header says. */
  DAMAGED_BODY(400),
  /** No API key, or none that is known. */
  API_KEY(401),
  /** A page of a site that is not on the allow list. */
  ORIGIN(403),
  /** The path names no declared feed. */
  UNKNOWN_FEED(404),
  /** There is nothing at that path. */
  NOT_FOUND(404),
  /** The path takes another method. */
  METHOD(405),
  /** The body is longer than the limit, packed or unpacked, or has too many records. */
  TOO_LARGE(413),
  /** A content type or encoding that the collector does not read. */
  CONTENT_TYPE(415),
  /** The collector has a fault; the operator is told. */
  INTERNAL(500),
  /** The client sends more often than it may. */
  RATE(429),
  /** The room for requests that are not answered yet is taken. */
  BUSY(503),
  /** The broker does not acknowledge and the spool is full. */
  SPOOL_FULL(503),
  /** The broker does not acknowledge and the spool cannot be written. */
  STORAGE(503),
  /** The collector is ending. */
  ENDING(503);

  private final int status;

  Problem(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Its name in metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
