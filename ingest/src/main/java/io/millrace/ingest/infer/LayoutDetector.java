package io.millrace.ingest.infer;

import io.millrace.ingest.line.Cut;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.CsvLine;
import io.millrace.ingest.mapping.MalformedLineException;
import io.millrace.model.feed.CsvLayout;
import io.millrace.model.feed.SourceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out a sample's format, delimiter and columns from its beginning. */
final class LayoutDetector {
  private static final int LINES_LOOKED_AT = 100;
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final Pattern ACCESS_LOG =
      Pattern.compile("\\S+ \\S+ .*? ?\\[[^]]+] \".*\" [0-9]{3} (?:[0-9]+|-) \".*\" \".*");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:[.,][0-9]+)?");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final SourceFile file;
  private final int maxLineBytes;

  LayoutDetector(SourceFile file, int maxLineBytes) {
    this.file = file;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * The sample's layout.
   *
   * @throws UnusableFileException when it holds no line of text
   */
  SampleLayout detect() throws IOException {
    int first = file.firstByte();
    if (first == '[') {
      return new JsonColumns(SourceFormat.JSON_ARRAY, file, maxLineBytes).layout();
    }
    if (first == '{') {
      return new JsonColumns(SourceFormat.NDJSON, file, maxLineBytes).layout();
    }
    List<String> lines = firstLines();
    if (lines.isEmpty()) {
      throw new UnusableFileException(
          file.name() + " holds no line of text that a declaration could be guessed from.", null);
    }
    long logs = lines.stream().filter(line -> ACCESS_LOG.matcher(line).matches()).count();
    if (logs > lines.size() / 2) {
      return new SampleLayout(
          SourceFormat.COMBINED_ACCESS_LOG,
          CsvLayout.USUAL,
          SourceFormat.COMBINED_ACCESS_LOG.columns(),
          Set.of(),
          List.of());
    }
    return csv(lines);
  }

  private SampleLayout csv(List<String> lines) {
    char best = ',';
    long bestLines = 0;
    int bestCount = 1;
    for (char delimiter : DELIMITERS) {
      int count = values(lines.get(0), delimiter).size();
      long agreeing = lines.stream().filter(l -> values(l, delimiter).size() == count).count();
      boolean better = agreeing > bestLines || (agreeing == bestLines && count > bestCount);
      if (count > 1 && better) {
        best = delimiter;
        bestLines = agreeing;
        bestCount = count;
      }
    }
    List<String> header = values(lines.get(0), best);
    boolean named = !header.isEmpty() && header.stream().allMatch(LayoutDetector::isName);
    List<String> notes = new ArrayList<>();
    if (!named) {
      notes.add(
          "The first line does not look like names of columns, so the columns are numbered and the"
              + " first line is a record.");
      List<String> numbered = new ArrayList<>();
      for (int i = 1; i <= header.size(); i++) {
        numbered.add("column_" + i);
      }
      return new SampleLayout(
          SourceFormat.CSV, new CsvLayout(best, numbered), numbered, Set.of(), notes);
    }
    Set<String> twice = new LinkedHashSet<>();
    Set<String> once = new LinkedHashSet<>();
    header.forEach(name -> (once.contains(name) ? twice : once).add(name));
    if (!twice.isEmpty()) {
      notes.add(
          "Left out, since the header names them more than once: " + String.join(", ", twice));
      once.removeAll(twice);
    }
    return new SampleLayout(
        SourceFormat.CSV, new CsvLayout(best, List.of()), List.copyOf(once), Set.of(), notes);
  }

  private static boolean isName(String value) {
    return value != null && !value.isBlank() && !NUMBER.matcher(value.strip()).matches();
  }

  private static List<String> values(String line, char delimiter) {
    try {
      return CsvLine.cut(line, delimiter);
    } catch (MalformedLineException e) {
      return List.of();
    }
  }

  private List<String> firstLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = file.open(read -> {})) {
      LineSource source = Cut.LINES.of(in, maxLineBytes);
      for (Line line = source.next();
          line != null && lines.size() < LINES_LOOKED_AT;
          line = source.next()) {
        String text = new String(line.bytes(), StandardCharsets.UTF_8).stripTrailing();
        if (line.number() == 1 && text.startsWith(BYTE_ORDER_MARK)) {
          text = text.substring(1);
        }
        if (!text.isBlank() || line.number() == 1) {
          lines.add(text);
        }
      }
    }
    return new HashSet<>(lines).equals(Set.of("")) ? List.of() : lines;
  }
}
