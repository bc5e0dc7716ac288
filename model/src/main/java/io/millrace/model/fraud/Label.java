package io.millrace.model.fraud;

/**
 * What is known of a payment afterwards. Rules never look at it; what they find is held against it.
 */
public enum Label {
  FRAUD,
  HONEST,
  UNKNOWN
}
