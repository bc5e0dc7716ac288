package io.millrace.streaming;

import io.millrace.model.landing.LandingPaths;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a feed's companions get from the application that they run in.
 *
 * @param paths where the feed keeps what it writes
 * @param declaration the declaration in use; its name and its topic never change
 * @param others by name, what another feed is declared as now; empty while it is not
 * @param attempt the id of this attempt of the application
 */
public record FeedContext(
    SparkSession spark,
    HdfsFiles files,
    LandingPaths paths,
    Supplier<Declaration> declaration,
    Function<String, Supplier<Optional<Declaration>>> others,
    LandingSettings settings,
    String attempt,
    Clock clock) {}
