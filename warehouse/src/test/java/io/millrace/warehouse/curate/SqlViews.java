package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import scala.collection.JavaConverters;

/** Views of a session without Hive, through its SQL. */
final class SqlViews implements Views {

  private final SparkSession spark;

  SqlViews(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public Optional<View> find(TableName name) {
    ExternalCatalog catalog = spark.sharedState().externalCatalog();
    if (!catalog.tableExists(name.database(), name.table())) {
      return Optional.empty();
    }
    CatalogTable view = catalog.getTable(name.database(), name.table());
    return Optional.of(
        new View(view.viewText().get(), JavaConverters.mapAsJavaMap(view.properties())));
  }

  @Override
  public void exchange(TableName name, View to) {
    spark.sql("ALTER VIEW %s AS %s".formatted(name, to.query()));
    spark.sql("ALTER VIEW %s SET TBLPROPERTIES (%s)".formatted(name, text(to.properties())));
  }

  /** Properties as SQL has them. */
  static String text(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(p -> "'%s' = '%s'".formatted(p.getKey(), p.getValue()))
        .collect(Collectors.joining(", "));
  }
}
