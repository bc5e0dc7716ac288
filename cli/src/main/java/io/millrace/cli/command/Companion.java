package io.millrace.cli.command;

import io.millrace.ingest.generate.Generator;
import java.util.Optional;

/**
 * Records of another feed that belong to those that a command generates, by the same settings.
 *
 * @param option that asks for them, for messages
 * @param generator that makes them, as many as belong to the others
 * @param file that takes them; empty for the feed's topic
 */
record Companion(String option, Generator generator, Optional<String> file) {}
