package io.millrace.model.record;

/** Why a record is quarantined. */
public enum RefusalReason {
  /** No value, or nothing but white space. */
  EMPTY,
  /** Not UTF-8, or text that cannot be written as UTF-8. */
  ENCODING,
  /** Not one JSON object: cut off, trailing text, a declared field twice, nested too deeply. */
  NOT_JSON,
  /** It has the marker of an Avro message, but is no record of its schema: cut off, rubbish. */
  NOT_AVRO,
  /** An Avro message whose schema is no version of the feed's. */
  UNKNOWN_SCHEMA,
  /** A required field is absent, null or empty. */
  MISSING_FIELD,
  /** A value of another type, or in a notation that the type does not have. */
  WRONG_TYPE,
  /** A value that the type's notation allows but its range does not. */
  OUT_OF_RANGE,
  /** The event time lies before the feed's far past. */
  FAR_PAST,
  /** The event time lies on a day that the feed does not keep any more. */
  TOO_OLD,
  /** The event time lies after the Kafka time by more than the feed allows. */
  FAR_FUTURE,
  /** A quality rule of the feed does not hold. */
  RULE,
  /** Longer than its receiver, or the topic, takes. */
  TOO_LONG
}
