package io.millrace.cli.fraud;

import io.millrace.ingest.address.Geography;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.privacy.Salt;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a detection is asked for.
 *
 * @param feed of payments
 * @param source the mapping by which files become payments; empty for the feed's own format
 * @param salt for a feed that hashes personal data
 * @param geography by which the places of addresses are filled in
 * @param alerts the file of alerts, {@link #STANDARD_OUTPUT} for standard output
 * @param scores the file of scores, likewise
 * @param form of both; empty for what each file's name says
 * @param scratch the folder for what does not fit in memory, which is deleted
 */
public record DetectionRequest(
    RuleSet rules,
    Feed feed,
    Optional<String> source,
    Optional<Salt> salt,
    Geography geography,
    Optional<Path> alerts,
    Optional<Path> scores,
    Optional<RowForm> form,
    Path scratch) {

  /** How standard output is named. */
  public static final Path STANDARD_OUTPUT = Path.of("-");
}
