package io.millrace.cli.generate;

import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.Generator;
import io.millrace.model.feed.Feed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be generated.
 *
 * @param feed that takes it
 * @param generator that makes it
 * @param settings as the user gave them
 * @param plan that follows from them
 * @param own settings of the generator, by name
 * @param inventory where the inventory goes; empty for nowhere
 * @param labels where labelled records are listed; empty for nowhere
 */
public record GenerationRequest(
    Feed feed,
    Generator generator,
    GenerationSettings settings,
    GenerationPlan plan,
    Map<String, Object> own,
    Optional<Path> inventory,
    Optional<Path> labels) {

  /**
   * The request for records of another feed that belong to these: by the same settings and plan, of
   * which the limits are the generator's own business. Their inventory shows all settings of these.
   */
  public GenerationRequest companion(Feed other, Generator maker, Path its) {
    return new GenerationRequest(
        other, maker, settings, plan.unlimited(), described(), Optional.of(its), Optional.empty());
  }

  /** All settings, as the inventory shows them. */
  public Map<String, Object> described() {
    return plan.described(settings, own);
  }
}
