package io.millrace.cluster.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Renders a tree of templates: every {@code @name@} becomes the value of that name. All templates
 * are read before the first file is written, so a wrong template changes nothing.
 */
public final class SiteFiles {
  private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z][a-z0-9_.-]*)@");

  private final Map<String, String> values;

  public SiteFiles(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** One rendered file, not written yet. */
  private record Rendered(Path target, String text) {}

  /**
   * Renders every file below one folder to the same place below another.
   *
   * @throws UnknownPlaceholderException naming every file and placeholder that has no value
   * @throws IOException when a file cannot be read or written
   */
  public void render(Path templates, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(templates)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    List<Rendered> rendered = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Path file : files) {
      Path relative = templates.relativize(file);
      String text =
          fill(Files.readString(file, StandardCharsets.UTF_8), relative.toString(), unknown);
      rendered.add(new Rendered(target.resolve(relative.toString()), text));
    }
    if (!unknown.isEmpty()) {
      throw new UnknownPlaceholderException(unknown);
    }
    for (Rendered file : rendered) {
      write(file);
    }
  }

  private String fill(String template, String name, List<String> unknown) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                unknown.add(match.group() + " in " + name);
                return "";
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** A file that is the same is left alone, and a reader never sees half of one. */
  private static void write(Rendered file) throws IOException {
    if (Files.exists(file.target())
        && Files.readString(file.target(), StandardCharsets.UTF_8).equals(file.text())) {
      return;
    }
    Files.createDirectories(file.target().getParent());
    Path temporary = file.target().resolveSibling(file.target().getFileName() + ".new");
    Files.writeString(temporary, file.text(), StandardCharsets.UTF_8);
    Files.move(temporary, file.target(), StandardCopyOption.ATOMIC_MOVE);
  }
}
