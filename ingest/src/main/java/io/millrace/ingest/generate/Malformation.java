package io.millrace.ingest.generate;

import static io.millrace.model.record.RefusalReason.EMPTY;
import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.MISSING_FIELD;
import static io.millrace.model.record.RefusalReason.NOT_JSON;
import static io.millrace.model.record.RefusalReason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.RefusalReason;
import java.util.Arrays;
import java.util.List;

/**
 * Breaks records' JSON in the ways that producers do, one after the other: so that each reason is
 * known beforehand. A feed whose producers write Avro reads JSON too, so this serves both.
 */
final class Malformation {
  private static final List<RefusalReason> WAYS =
      List.of(NOT_JSON, MISSING_FIELD, WRONG_TYPE, ENCODING, EMPTY);

  private final RecordEncoder encoder;
  private final byte[] idMember;
  private final byte[] timeMember;
  private int made;

  Malformation(Feed feed) {
    this.encoder = new RecordEncoder(feed);
    this.idMember = member(feed.idField());
    this.timeMember = member(feed.eventTimeField());
  }

  /**
   * Bytes that are no record.
   *
   * @param value without a line feed
   * @param reason for which a decoder refuses them
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Broken(byte[] value, RefusalReason reason) {}

  /** The record of that row, broken. */
  Broken next(Object[] row) {
    RefusalReason reason = WAYS.get(made++ % WAYS.size());
    byte[] whole = encoder.encode(row);
    return new Broken(
        switch (reason) {
          case MISSING_FIELD -> changed(whole, after(whole, idMember) - 3, (byte) '_');
          case WRONG_TYPE -> changed(whole, after(whole, timeMember) + 1, (byte) '?');
          case ENCODING -> changed(whole, after(whole, idMember) + 1, (byte) 0xff);
          case EMPTY -> new byte[0];
          default -> Arrays.copyOf(whole, whole.length / 2);
        },
        reason);
  }

  private static byte[] member(String field) {
    return ("\"" + field + "\":").getBytes(UTF_8);
  }

  private static byte[] changed(byte[] bytes, int at, byte to) {
    bytes[at] = to;
    return bytes;
  }

  /** Where what follows the first occurrence of {@code part} begins. */
  private static int after(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i + part.length;
      }
    }
    throw new IllegalStateException("A record always has its id and its event time.");
  }
}
