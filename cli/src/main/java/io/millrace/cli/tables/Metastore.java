package io.millrace.cli.tables;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import io.millrace.warehouse.table.TableColumn;
import io.millrace.warehouse.table.TableState;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.api.ThriftHiveMetastore;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;

/** Asks the Hive metastore what tables are like. For one thread at a time. */
public final class Metastore implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final short ALL = -1;
  private static final String VIEW = "VIRTUAL_VIEW";

  private final TSocket socket;
  private final ThriftHiveMetastore.Client client;

  private Metastore(TSocket socket) {
    this.socket = socket;
    this.client = new ThriftHiveMetastore.Client(new TBinaryProtocol(socket));
  }

  /**
   * Connects.
   *
   * @throws CommandFailure if the metastore does not answer
   */
  public static Metastore open(ClusterSettings settings) {
    try {
      TSocket socket =
          new TSocket(ClusterSettings.HOST, settings.port(Port.METASTORE), TIMEOUT_MILLIS);
      socket.open();
      return new Metastore(socket);
    } catch (TException e) {
      throw failed(e);
    }
  }

  /** Whether those databases are there. */
  public boolean hasDatabases(Set<String> names) {
    try {
      return new HashSet<>(client.get_all_databases()).containsAll(names);
    } catch (TException e) {
      throw failed(e);
    }
  }

  /** The names of a database's functions, in lower case. */
  public Set<String> functions(String database) {
    try {
      return new HashSet<>(client.get_functions(database, "*"));
    } catch (TException e) {
      throw failed(e);
    }
  }

  /** Whether a table that is there has the partition of those values. */
  public boolean hasPartition(String database, String table, List<String> values) {
    try {
      client.get_partition(database, table, values);
      return true;
    } catch (NoSuchObjectException e) {
      return false;
    } catch (TException e) {
      throw failed(e);
    }
  }

  /** The days that a table partitioned by dt, and maybe more, has; none if there is no table. */
  public SortedSet<LocalDate> days(String database, String table) {
    try {
      SortedSet<LocalDate> days = new TreeSet<>();
      for (String name : client.get_partition_names(database, table, ALL)) {
        days.add(LocalDate.parse(name.split("/", -1)[0].substring("dt=".length())));
      }
      return days;
    } catch (NoSuchObjectException e) {
      return new TreeSet<>();
    } catch (TException e) {
      throw failed(e);
    }
  }

  /** The tables and views of that database that are there, by name; the database may be missing. */
  public Map<String, TableState> tables(String database, List<String> names) {
    if (!hasDatabases(Set.of(database))) {
      return Map.of();
    }
    try {
      Map<String, TableState> states = new HashMap<>();
      for (Table table : client.get_table_objects_by_name(database, names)) {
        states.put(
            table.getTableName(),
            new TableState(
                VIEW.equals(table.getTableType()),
                columns(table.getSd().getCols()),
                columns(table.getPartitionKeys()),
                table.getParameters()));
      }
      return states;
    } catch (TException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private static List<TableColumn> columns(List<FieldSchema> fields) {
    return fields.stream()
        .map(f -> TableState.column(f.getName(), f.getType(), f.getComment()))
        .toList();
  }

  private static CommandFailure failed(TException e) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "The Hive metastore does not answer (%s). Look at: millrace logs metastore"
            .formatted(e.getMessage()),
        e);
  }
}
