package io.millrace.model.record;

/** What became of a record's bytes: {@link Valid} or {@link Refused}. */
public sealed interface Decoded permits Valid, Refused {}
