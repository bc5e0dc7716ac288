package io.millrace.model.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of Markdown, by its headings: the tables below each, and all blocks of code. */
public record ReferencePage(String text, Map<String, List<List<Row>>> tables, List<String> blocks) {

  /** A row of a table. */
  public record Row(List<String> cells) {
    public String cell(int column) {
      return cells.get(column);
    }

    /** The first cell, which is code. */
    public String name() {
      return cell(0).replace("`", "");
    }
  }

  public static ReferencePage read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<List<Row>>> tables = new LinkedHashMap<>();
    List<String> blocks = new ArrayList<>();
    String heading = "";
    StringBuilder block = null;
    boolean inTable = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        if (block != null) {
          blocks.add(block.toString());
        }
        block = block == null ? new StringBuilder() : null;
      } else if (block != null) {
        block.append(line).append('\n');
      } else if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ ", "");
      } else if (line.startsWith("| --- ")) {
        tables.computeIfAbsent(heading, h -> new ArrayList<>()).add(new ArrayList<>());
        inTable = true;
      } else if (line.startsWith("|") && inTable) {
        List<List<Row>> below = tables.get(heading);
        below.get(below.size() - 1).add(row(line));
      } else {
        inTable = false;
      }
    }
    return new ReferencePage(text, tables, blocks);
  }

  /** The first table below that heading. */
  public List<Row> rows(String heading) {
    return rows(heading, 0);
  }

  public List<Row> rows(String heading, int table) {
    return tables.get(heading).get(table);
  }

  /** The first column of the first table below that heading. */
  public List<String> names(String heading) {
    return names(heading, 0);
  }

  public List<String> names(String heading, int table) {
    return rows(heading, table).stream().map(Row::name).toList();
  }

  private static Row row(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return new Row(Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList());
  }
}
