package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Checkout;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** What is in oozie/ is what an Oozie server takes: its schemas are those of Oozie's own client. */
class OozieDefinitionsTest {

  private static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());

  private static final List<String> WORKFLOW =
      List.of("oozie-workflow-1.0.xsd", "spark-action-1.0.xsd", "hive2-action-1.0.xsd");
  private static final List<String> COORDINATOR =
      List.of("oozie-coordinator-0.4.xsd", "oozie-coordinator-0.5.xsd", "oozie-sla-0.2.xsd");
  private static final List<String> BUNDLE = List.of("oozie-bundle-0.2.xsd");

  private static final Pattern PROPERTY_OF_A_JOB =
      Pattern.compile("\\$\\{(?!not )([a-z][a-z0-9_A-Z]*)[ }]");

  static List<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.walk(CHECKOUT.root().resolve("oozie"))) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
  }

  @Test
  void thereAreWorkflowsCoordinatorsAndABundle() throws IOException {
    assertThat(definitions())
        .extracting(file -> file.getFileName().toString())
        .contains("workflow.xml", "coordinator.xml", "bundle.xml");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyDefinitionIsValidByOoziesSchemas(Path definition) throws Exception {
    SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    Source[] sources =
        schemasOf(definition).stream().map(OozieDefinitionsTest::source).toArray(Source[]::new);

    // then it throws nothing
    schemas.newSchema(sources).newValidator().validate(new StreamSource(definition.toFile()));
  }

  @Test
  void aDefinitionThatOozieWouldRefuseIsRefused() throws Exception {
    SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    Source[] sources =
        COORDINATOR.stream().map(OozieDefinitionsTest::source).toArray(Source[]::new);
    String coordinator =
        Files.readString(CHECKOUT.coordinators().resolve("daily/coordinator.xml"))
            .replace("throttle>", "throttling>");

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                schemas
                    .newSchema(sources)
                    .newValidator()
                    .validate(new StreamSource(new java.io.StringReader(coordinator))))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("throttling");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyPropertyThatADefinitionUsesIsDeclaredOrHasADefault(Path definition) throws IOException {
    // given
    ApplicationFolder application =
        new ApplicationFolder(
            kindOf(definition),
            definition.getParent().getFileName().toString(),
            definition.getParent());
    Set<String> known = new TreeSet<>(application.parameters());
    known.addAll(application.defaults().stringPropertyNames());
    // what the command that submits it sets
    known.addAll(Set.of("folder", "start"));

    // then
    String text = Files.readString(definition).replaceAll("(?s)<!--.*?-->", "");
    assertThat(PROPERTY_OF_A_JOB.matcher(text).results().map(m -> m.group(1)))
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  @Test
  void theCoordinatorsOfABundleRunTheWorkflowsOfTheirNames() throws IOException {
    for (String bundle : ApplicationFolder.names(CHECKOUT, Kind.BUNDLE)) {
      for (String name : ApplicationFolder.require(CHECKOUT, Kind.BUNDLE, bundle).coordinators()) {
        String coordinator =
            ApplicationFolder.require(CHECKOUT, Kind.COORDINATOR, name).definition();
        assertThat(coordinator)
            .contains("<app-path>${root}/apps/workflows/%s</app-path>".formatted(name));
        assertThat(ApplicationFolder.names(CHECKOUT, Kind.WORKFLOW)).contains(name);
      }
    }
  }

  @Test
  void theCoordinatorsOfABundleSayWhenTheirRunsShouldHaveBegunAndEnded() throws IOException {
    for (String bundle : ApplicationFolder.names(CHECKOUT, Kind.BUNDLE)) {
      for (String name : ApplicationFolder.require(CHECKOUT, Kind.BUNDLE, bundle).coordinators()) {
        assertThat(ApplicationFolder.require(CHECKOUT, Kind.COORDINATOR, name).definition())
            .contains(
                "<sla:nominal-time>${coord:nominalTime()}<",
                "<sla:should-start>${%s_sla_start * MINUTES}<".formatted(name),
                "<sla:should-end>${%s_sla_end * MINUTES}<".formatted(name),
                "<sla:max-duration>${%s_sla_duration * MINUTES}<".formatted(name));
      }
    }
  }

  @Test
  void aRerunOfWhatFailedWritesUnderTheSameNameAsTheRunBefore() throws IOException {
    // given publish needs what earlier actions of the same workflow have written, some before a
    // rerun
    for (Path definition : definitions()) {
      assertThat(Files.readString(definition)).doesNotContain("_${wf:run()}");
    }
  }

  private static List<String> schemasOf(Path definition) {
    return switch (kindOf(definition)) {
      case WORKFLOW -> WORKFLOW;
      case COORDINATOR -> COORDINATOR;
      case BUNDLE -> BUNDLE;
    };
  }

  private static Kind kindOf(Path definition) {
    String name = definition.getFileName().toString();
    return Kind.valueOf(name.substring(0, name.indexOf('.')).toUpperCase(java.util.Locale.ROOT));
  }

  private static Source source(String schema) {
    URL resource = OozieDefinitionsTest.class.getResource("/" + schema);
    assertThat(resource).as(schema).isNotNull();
    return new StreamSource(resource.toExternalForm());
  }
}
