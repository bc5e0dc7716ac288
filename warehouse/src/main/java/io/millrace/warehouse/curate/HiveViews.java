package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.hive.HiveExternalCatalog;
import org.apache.spark.sql.hive.client.HiveClient;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Views that Hive made, through Spark's own client of the metastore. Not through Spark's catalog,
 * which keeps a copy of a view's columns in its properties: Hive does not know of it, and what
 * Spark wrote next would bring back the columns of then.
 */
final class HiveViews implements Views {

  private final HiveClient client;

  private HiveViews(HiveClient client) {
    this.client = client;
  }

  /** Those of the metastore of a session that has Hive's. */
  static HiveViews of(SparkSession spark) {
    return new HiveViews(
        ((HiveExternalCatalog) spark.sharedState().externalCatalog().unwrapped()).client());
  }

  @Override
  public Optional<View> find(TableName name) throws PublishException {
    Option<CatalogTable> there = definition(name);
    if (there.isEmpty() || !there.get().tableType().equals(CatalogTableType.VIEW())) {
      return Optional.empty();
    }
    CatalogTable view = there.get();
    return Optional.of(
        new View(
            view.viewText().getOrElse(() -> ""), JavaConverters.mapAsJavaMap(view.properties())));
  }

  @Override
  public void exchange(TableName name, View to) throws PublishException {
    Option<CatalogTable> there = definition(name);
    if (there.isEmpty()) {
      throw new PublishException("There is no view %s any more.".formatted(name));
    }
    CatalogTable view = there.get();
    Map<String, String> properties = new HashMap<>(JavaConverters.mapAsJavaMap(view.properties()));
    properties.putAll(to.properties());
    CatalogTable exchanged =
        new CatalogTable(
            view.identifier(),
            view.tableType(),
            view.storage(),
            view.schema(),
            view.provider(),
            view.partitionColumnNames(),
            view.bucketSpec(),
            view.owner(),
            view.createTime(),
            view.lastAccessTime(),
            view.createVersion(),
            ScalaMaps.immutable(properties),
            view.stats(),
            Option.apply(to.query()),
            view.comment(),
            view.unsupportedFeatures(),
            view.tracksPartitionsInCatalog(),
            view.schemaPreservesCase(),
            view.ignoredProperties(),
            Option.apply(to.query()));
    try {
      client.alterTable(name.database(), name.table(), exchanged);
    } catch (RuntimeException e) {
      throw new PublishException(
          "The metastore did not take the new query of %s: %s".formatted(name, e), e);
    }
  }

  private Option<CatalogTable> definition(TableName name) throws PublishException {
    try {
      return client.getTableOption(name.database(), name.table());
    } catch (RuntimeException e) {
      throw new PublishException("The metastore did not tell what %s is: %s".formatted(name, e), e);
    }
  }
}
