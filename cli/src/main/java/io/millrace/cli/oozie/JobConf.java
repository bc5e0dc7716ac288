package io.millrace.cli.oozie;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The properties that a job was submitted with, which Oozie tells as Hadoop's XML. */
public final class JobConf {

  private JobConf() {}

  /** The properties by name; none where Oozie tells none. */
  public static Map<String, String> read(String xml) {
    Map<String, String> values = new TreeMap<>();
    if (xml == null || xml.isBlank()) {
      return values;
    }
    try {
      NodeList properties =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getElementsByTagName("property");
      for (int i = 0; i < properties.getLength(); i++) {
        Element property = (Element) properties.item(i);
        values.put(text(property, "name"), text(property, "value"));
      }
      return values;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("Oozie's configuration of a job is no XML: " + xml, e);
    }
  }

  private static String text(Element property, String tag) {
    NodeList found = property.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
