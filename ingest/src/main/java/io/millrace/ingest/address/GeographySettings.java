package io.millrace.ingest.address;

import io.millrace.model.declaration.DeclarationFile;
import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads which database says where addresses are. */
final class GeographySettings {
  private static final String NO_DATABASE = "none";
  private static final String LEGAL =
      "a MaxMind DB file with countries, by a path from this file's folder, or none to fill in no"
          + " places";

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  GeographySettings(Path file) {
    this.file = file;
  }

  /** What the database knows; {@link Geography#NONE} where none is wanted. */
  Geography open() throws InvalidGeographyException {
    String yaml =
        DeclarationFile.text(
            file, "a text file in UTF-8 with the setting database", InvalidGeographyException::new);
    String name = DeclarationFile.name(file);
    Geography geography = Geography.NONE;
    Node node = new NodeReader(name, problems).yaml(yaml);
    if (node instanceof Node.Mapping) {
      Section root = new Section(name, "", node, problems);
      String database = root.required("database", LEGAL);
      root.refuseOthers();
      if (database != null && !database.equals(NO_DATABASE)) {
        geography = open(root, database);
      }
    } else if (node != null) {
      String what = node.isAbsent() ? "nothing" : node.shown();
      problems.add(new Problem(name, node.line(), "", what, "a mapping with the setting database"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidGeographyException(problems);
    }
    return geography;
  }

  private Geography open(Section root, String database) {
    Path path = file.toAbsolutePath().resolveSibling(database).normalize();
    String why = "there is no such file";
    if (Files.isRegularFile(path)) {
      try {
        return GeographyDatabase.read(path);
      } catch (IOException e) {
        why = e.getMessage();
      }
    }
    root.note("database", path + " (" + why + ")", LEGAL);
    return Geography.NONE;
  }
}
