package io.millrace.model.quality;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the file of quality checks. What is wrong is noted; none is given unless all are right. */
final class QualityReader {

  static final Pattern TABLE = Pattern.compile("(dw|mart)\\.[a-z][a-z0-9_]{0,62}");

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  QualityReader(String file) {
    this.file = file;
  }

  /**
   * @throws InvalidQualityException naming every problem
   */
  Quality yaml(String text) throws InvalidQualityException {
    return read(new NodeReader(file, problems).yaml(text));
  }

  /**
   * @param node what stands in the file; null when that could not be read, which has been noted
   * @throws InvalidQualityException naming every problem
   */
  Quality read(Node node) throws InvalidQualityException {
    List<Quality.FeedCheck> feeds = new ArrayList<>();
    Map<String, List<Check>> tables = new LinkedHashMap<>();
    if (node instanceof Node.Mapping) {
      Section root = new Section(file, "", node, problems);
      CheckReader ofFeeds = new CheckReader();
      for (Section section : root.sections("feeds", CheckReader.LEGAL_FEED_CHECK)) {
        if (section.isMapping()) {
          feeds.add(ofFeeds.feedCheck(section));
        }
      }
      Section named = root.section("tables");
      for (String table : named.keys()) {
        if (!TABLE.matcher(table).matches()) {
          named.note(table, table, "a table with its database, dw or mart: mart.page_daily");
        }
        tables.put(table, checks(named, table));
      }
      root.refuseOthers();
    } else if (node != null) {
      String what = node.isAbsent() ? "nothing" : node.shown();
      problems.add(new Problem(file, node.line(), "", what, "the mappings feeds, tables"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidQualityException(problems);
    }
    return new Quality(feeds, tables);
  }

  private static List<Check> checks(Section tables, String table) {
    CheckReader reader = new CheckReader();
    List<Check> checks = new ArrayList<>();
    for (Section section : tables.sections(table, CheckReader.LEGAL_CHECK)) {
      if (section.isMapping()) {
        checks.add(reader.check(section));
      }
    }
    return checks;
  }
}
