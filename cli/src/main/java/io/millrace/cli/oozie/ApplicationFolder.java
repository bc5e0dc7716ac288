package io.millrace.cli.oozie;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.oozie.client.OozieClient;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A folder of {@code oozie/} in the checkout: a definition, and the properties that it runs with
 * unless somebody sets others.
 *
 * @param kind what it defines
 * @param name its own name
 * @param folder where its definition is
 */
public record ApplicationFolder(Kind kind, String name, Path folder) {

  private static final String PROPERTIES = "job.properties";

  /**
   * What Oozie calls whenever a workflow begins, ends or waits, with $jobId and $status replaced.
   */
  private static final String NOTIFICATION = OozieClient.WORKFLOW_NOTIFICATION_URL;

  /** What Oozie runs. */
  public enum Kind {
    WORKFLOW(OozieClient.APP_PATH),
    COORDINATOR(OozieClient.COORDINATOR_APP_PATH),
    BUNDLE(OozieClient.BUNDLE_APP_PATH);

    private final String pathProperty;

    Kind(String pathProperty) {
      this.pathProperty = pathProperty;
    }

    Path folders(Checkout checkout) {
      return switch (this) {
        case WORKFLOW -> checkout.workflows();
        case COORDINATOR -> checkout.coordinators();
        case BUNDLE -> checkout.bundles();
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String definition() {
      return word() + ".xml";
    }
  }

  /**
   * The application of that name.
   *
   * @throws CommandFailure naming those that exist
   */
  public static ApplicationFolder require(Checkout checkout, Kind kind, String name)
      throws IOException {
    Path folder = kind.folders(checkout).resolve(name);
    if (!name.matches("[a-z][a-z0-9_-]*") || !Files.exists(folder.resolve(kind.definition()))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "There is no %s '%s'; there are: %s."
              .formatted(kind.word(), name, String.join(", ", names(checkout, kind))));
    }
    return new ApplicationFolder(kind, name, folder);
  }

  /** The names of all applications of that kind. */
  static List<String> names(Checkout checkout, Kind kind) throws IOException {
    Path all = kind.folders(checkout);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(kind.definition())))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** The properties that it runs with unless somebody sets others. */
  public Properties defaults() throws IOException {
    Properties properties = new Properties();
    Path file = folder.resolve(PROPERTIES);
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
    }
    return properties;
  }

  /**
   * The names of the properties that may be set: the parameters that the definition declares, and
   * the address that Oozie calls. A definition without parameters says nothing of them.
   */
  public SortedSet<String> parameters() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    NodeList parameters = parse().getElementsByTagName("parameters");
    if (parameters.getLength() > 0) {
      NodeList properties = ((Element) parameters.item(0)).getElementsByTagName("name");
      for (int i = 0; i < properties.getLength(); i++) {
        names.add(properties.item(i).getTextContent().strip());
      }
      names.add(NOTIFICATION);
    }
    return names;
  }

  /** The names of the coordinators of a bundle, in order. */
  public List<String> coordinators() throws IOException {
    List<String> names = new ArrayList<>();
    NodeList coordinators = parse().getElementsByTagName("coordinator");
    for (int i = 0; i < coordinators.getLength(); i++) {
      names.add(((Element) coordinators.item(i)).getAttribute("name"));
    }
    return names;
  }

  /** The definition's text. */
  public String definition() throws IOException {
    return Files.readString(folder.resolve(kind.definition()));
  }

  /** Its folder in HDFS. */
  public String deployed(Hdfs hdfs) {
    return "%s/apps/%ss/%s".formatted(hdfs.root(), kind.word(), name);
  }

  /** Puts the folder where Oozie reads it. */
  public void upload(Hdfs hdfs) throws IOException {
    hdfs.uploadFolder(folder, deployed(hdfs));
  }

  /**
   * What it is submitted with: its defaults, this cluster's addresses, its folder in HDFS.
   *
   * @param set properties to set besides, by name
   */
  public Properties properties(ClusterSettings settings, Hdfs hdfs, Map<String, String> set)
      throws IOException {
    Properties properties = defaults();
    properties.setProperty("nameNode", settings.hdfsUri());
    properties.setProperty(
        "resourceManager", ClusterSettings.HOST + ":" + settings.port(Port.RESOURCEMANAGER_CLIENT));
    properties.setProperty("jdbcUrl", settings.jdbcUrl());
    properties.setProperty("root", hdfs.root());
    properties.setProperty(kind.pathProperty, deployed(hdfs));
    properties.setProperty(OozieClient.USER_NAME, settings.user());
    set.forEach(properties::setProperty);
    return properties;
  }

  /**
   * Refuses an address to call that is none: Oozie would only log that.
   *
   * @param set properties to set, by name
   */
  public void requireGood(Map<String, String> set) {
    String address = set.get(NOTIFICATION);
    if (address == null) {
      return;
    }
    String filled = address.replaceAll("\\$(jobId|status|parentId)", "x");
    try {
      URI uri = new URI(filled);
      if (Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below, like any other that is none
    }
    throw new CommandFailure(
        ExitStatus.USAGE,
        "%s is '%s', which is no address to call; one is http://127.0.0.1:8099/?job=$jobId&status=$status."
            .formatted(NOTIFICATION, address));
  }

  private Document parse() throws IOException {
    Path file = folder.resolve(kind.definition());
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null); // what is wrong is said below, once
      return parser.parse(in);
    } catch (ParserConfigurationException | SAXException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "%s is no well-formed %s: %s.".formatted(file, kind.word(), e.getMessage()),
          e);
    }
  }
}
