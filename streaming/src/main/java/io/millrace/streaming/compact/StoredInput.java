package io.millrace.streaming.compact;

import java.io.Serializable;

/** A file that is to be merged with others. */
record StoredInput(String path, long bytes) implements Serializable {}
