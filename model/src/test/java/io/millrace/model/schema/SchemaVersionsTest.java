package io.millrace.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class SchemaVersionsTest {
  private static final Feed ORDERS = FeedCatalog.load(Path.of("../conf/feeds")).require("orders");
  private static final String OTHER =
      "{\"type\": \"record\", \"name\": \"orders\", \"fields\": [{\"name\": \"a\", \"type\": \"int\"}]}";

  @Test
  void ownSchemaIsFoundByTheFingerprintOfItsFile() throws Exception {
    Schema file = new Schema.Parser().parse(Files.readString(Path.of("../conf/feeds/orders.avsc")));

    SchemaVersions versions = SchemaVersions.of(ORDERS);

    assertThat(versions.find(SchemaNormalization.parsingFingerprint64(file))).isEqualTo(file);
    assertThat(versions.find(1)).isNull();
    assertThat(versions.size()).isEqualTo(1);
  }

  @Test
  void earlierSchemasAreFoundToo() {
    Schema other = new Schema.Parser().parse(OTHER);

    SchemaVersions versions = SchemaVersions.of(ORDERS, List.of(OTHER, ORDERS.avsc(), OTHER));

    assertThat(versions.size()).isEqualTo(2);
    assertThat(versions.find(SchemaNormalization.parsingFingerprint64(other))).isEqualTo(other);
    assertThat(versions.find(ORDERS.fingerprint()).toString()).isEqualTo(ORDERS.avsc());
  }

  @Test
  void versionsSurviveJavaSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(SchemaVersions.of(ORDERS, List.of(OTHER)));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SchemaVersions read = (SchemaVersions) in.readObject();

      assertThat(read.size()).isEqualTo(2);
      assertThat(read.find(ORDERS.fingerprint()).toString()).isEqualTo(ORDERS.avsc());
    }
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    assertThatThrownBy(() -> SchemaVersions.of(ORDERS, List.of("{")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A schema of feed orders cannot be read: ");
  }
}
