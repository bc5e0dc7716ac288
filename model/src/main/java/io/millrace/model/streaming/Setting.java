package io.millrace.model.streaming;

/**
 * A setting as it is declared.
 *
 * @param path in the file of settings, such as {@code compaction.min_files}
 * @param standard its default, as text
 * @param legal what may stand there
 * @param meaning what it does
 */
public record Setting(String path, String standard, String legal, String meaning) {}
