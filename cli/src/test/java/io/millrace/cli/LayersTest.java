package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Commands use what lies below them, and nothing below knows a command or the parser. */
@AnalyzeClasses(packages = "io.millrace.cli", importOptions = DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.millrace.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WHAT_IS_SHARED_KNOWS_NO_PART =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.millrace.cli.*..");

  @ArchTest
  static final ArchRule ONLY_COMMANDS_KNOW_THE_PARSER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.cli.command")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
