package io.millrace.model.retention;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import io.millrace.model.feed.KeepTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what declares retention. What is wrong is noted; nothing is of use unless all is right. */
final class RetentionReader {

  private static final Pattern TABLE = Pattern.compile("(live|dw|mart|ops)\\.[a-z][a-z0-9_]{0,62}");
  private static final Pattern HELD =
      Pattern.compile("(raw|live|dw|mart|ops)\\.([a-z][a-z0-9_]{0,62}|\\*)|" + KeepTimes.REPORTS);

  private static final String LEGAL_ZONE =
      String.join(", ", KeepTimes.DECLARED) + "; raw and quarantine are kept as feeds declare";
  private static final String LEGAL_TABLE =
      "a table of dw, mart or live with its database, such as mart.page_daily, or one of "
          + String.join(", ", KeepTimes.OPS)
          + "; raw and quarantine are kept as feeds declare";
  private static final String LEGAL_TIME =
      String.format(
          Locale.ROOT,
          "a period in days such as P400D, from P%dD to P36500D, or forever",
          KeepTimes.FEWEST_DAYS);
  private static final String LEGAL_HOLD = "a mapping with tables, from, to and reason";
  private static final String LEGAL_HELD =
      "one or more tables with their databases, such as dw.orders, mart.* for all of a zone, or "
          + KeepTimes.REPORTS;
  private static final String LEGAL_DAY = "a day such as 2026-01-31";
  private static final String LEGAL_REASON = "a text that says why";

  private final List<Problem> problems;

  RetentionReader(List<Problem> problems) {
    this.problems = problems;
  }

  KeepTimes keepTimes(String file, Node node) {
    Map<String, KeepTime> zones = new LinkedHashMap<>();
    Map<String, KeepTime> tables = new LinkedHashMap<>();
    if (isMapping(file, node, "the mappings zones, tables")) {
      Section root = new Section(file, "", node, problems);
      Section byZone = root.section("zones");
      for (String zone : byZone.keys()) {
        if (!KeepTimes.DECLARED.contains(zone)) {
          byZone.note(zone, zone, LEGAL_ZONE);
        }
        zones.put(zone, time(byZone, zone));
      }
      Section byTable = root.section("tables");
      for (String table : byTable.keys()) {
        if (KeepTimes.WHOLE.contains(table)) {
          byTable.note(
              table, table, "another table: later days of it are computed from all its days");
        } else if (!TABLE.matcher(table).matches() || !KeepTimes.mayBeDropped(table)) {
          byTable.note(table, table, LEGAL_TABLE);
        }
        tables.put(table, time(byTable, table));
      }
      root.refuseOthers();
    }
    return new KeepTimes(zones, tables);
  }

  List<LegalHold> holds(String file, Node node) {
    List<LegalHold> holds = new ArrayList<>();
    if (isMapping(file, node, "the list holds")) {
      Section root = new Section(file, "", node, problems);
      if (!root.has("holds")) {
        root.note("holds", "missing", "a list, empty if nothing is held; each item " + LEGAL_HOLD);
      }
      for (Section section : root.sections("holds", LEGAL_HOLD)) {
        if (section.isMapping()) {
          holds.add(hold(section));
        }
      }
      root.refuseOthers();
    }
    return holds;
  }

  private static KeepTime time(Section section, String key) {
    return section.read(
        key,
        KeepTime.FOREVER,
        LEGAL_TIME,
        text -> {
          KeepTime time = KeepTime.parse(text);
          return time == null || time.days() < KeepTimes.FEWEST_DAYS ? null : time;
        });
  }

  private static LegalHold hold(Section section) {
    List<String> tables = section.texts("tables", LEGAL_HELD);
    if (tables.isEmpty()) {
      section.note("tables", "missing", LEGAL_HELD);
    }
    for (String table : tables) {
      if (!HELD.matcher(table).matches()) {
        section.note("tables", table, LEGAL_HELD);
      }
    }
    LocalDate from = section.read("from", null, LEGAL_DAY, RetentionReader::day);
    LocalDate to = section.read("to", null, LEGAL_DAY, RetentionReader::day);
    if (from != null && to != null && to.isBefore(from)) {
      section.note("to", to.toString(), "a day that is not before " + from);
    }
    String reason = section.required("reason", LEGAL_REASON);
    if (reason != null && reason.isBlank()) {
      section.note("reason", reason, LEGAL_REASON);
    }
    section.refuseOthers();
    return new LegalHold(tables, Optional.ofNullable(from), Optional.ofNullable(to), reason);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean isMapping(String file, Node node, String legal) {
    if (node != null && !(node instanceof Node.Mapping)) {
      String what = node.isAbsent() ? "nothing" : node.shown();
      problems.add(new Problem(file, node.line(), "", what, legal));
    }
    return node instanceof Node.Mapping;
  }
}
