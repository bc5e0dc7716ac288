package io.millrace.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.model", importOptions = DoNotIncludeTests.class)
class CoreKnowsNoEngineTest {
  @ArchTest
  static final ArchRule CORE_IMPORTS_NO_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.kafka..",
              "org.apache.hive..",
              "org.apache.oozie..",
              "org.apache.tez..",
              "scala..")
          .because("the core decides what is right; engines only carry it out");

  @ArchTest
  static final ArchRule CORE_READS_NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because("what the core decides depends on what it is given");
}
