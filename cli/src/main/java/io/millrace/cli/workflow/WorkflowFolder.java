package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A workflow of the checkout.
 *
 * @param name its folder's name
 * @param folder where its workflow.xml is
 */
public record WorkflowFolder(String name, Path folder) {

  private static final String DEFINITION = "workflow.xml";
  private static final String PROPERTIES = "job.properties";
  private static final List<String> JARS = List.of("model", "warehouse");

  /**
   * The workflow of that name.
   *
   * @throws CommandFailure naming those that exist
   */
  public static WorkflowFolder require(Checkout checkout, String name) throws IOException {
    Path folder = checkout.workflows().resolve(name);
    if (!name.matches("[a-z][a-z0-9_-]*") || !Files.exists(folder.resolve(DEFINITION))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "There is no workflow '%s'; there are: %s."
              .formatted(name, String.join(", ", names(checkout))));
    }
    return new WorkflowFolder(name, folder);
  }

  /** The names of all workflows. */
  static List<String> names(Checkout checkout) throws IOException {
    if (!Files.isDirectory(checkout.workflows())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(checkout.workflows())) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(DEFINITION)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** The properties that the workflow runs with unless somebody sets others. */
  Properties defaults() throws IOException {
    Properties properties = new Properties();
    Path file = folder.resolve(PROPERTIES);
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
    }
    return properties;
  }

  /** The names of the parameters that the definition declares. */
  SortedSet<String> parameters() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (InputStream in = Files.newInputStream(folder.resolve(DEFINITION))) {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null); // what is wrong is said below, once
      NodeList parameters = parser.parse(in).getElementsByTagName("parameters");
      if (parameters.getLength() > 0) {
        NodeList properties =
            ((org.w3c.dom.Element) parameters.item(0)).getElementsByTagName("name");
        for (int i = 0; i < properties.getLength(); i++) {
          names.add(properties.item(i).getTextContent().strip());
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "%s is no well-formed workflow: %s."
              .formatted(folder.resolve(DEFINITION), e.getMessage()),
          e);
    }
    return names;
  }

  /**
   * Puts the definition, the HiveQL and the jars where Oozie reads them.
   *
   * @return the application's path
   */
  String deploy(Checkout checkout, Hdfs hdfs) throws IOException {
    String application = hdfs.root() + "/apps/workflows/" + name;
    hdfs.uploadFolder(checkout.hql(), application + "/hql");
    for (String module : JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, application + "/lib/" + jar.getFileName());
    }
    hdfs.uploadFolder(folder, application);
    return application;
  }
}
