package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.ModelFeature;
import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(30)
class ModelledRulesTest {

  @Test
  void theModelAsksForEveryFeature() {
    String trees = ModelledRules.model().trees().toString();

    assertThat(Arrays.stream(ModelFeature.values()).map(ModelFeature::key))
        .allSatisfy(feature -> assertThat(trees).containsPattern("\\b" + feature + "<="));
  }
}
