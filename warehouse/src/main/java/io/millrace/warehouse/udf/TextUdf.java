package io.millrace.warehouse.udf;

import org.apache.hadoop.hive.ql.exec.UDFArgumentException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentLengthException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentTypeException;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.PrimitiveObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorUtils;

/** A function from a text to a text. Hive ships instances by Kryo, so they hold no state. */
abstract class TextUdf extends GenericUDF {

  private transient PrimitiveObjectInspector argument;

  /** The function's name, for messages. */
  abstract String name();

  /** The value for an argument, which may be null. */
  abstract String of(String text);

  @Override
  public ObjectInspector initialize(ObjectInspector[] arguments) throws UDFArgumentException {
    if (arguments.length != 1) {
      throw new UDFArgumentLengthException(
          "%s takes one argument, not %d".formatted(name(), arguments.length));
    }
    if (!(arguments[0] instanceof PrimitiveObjectInspector)) {
      throw new UDFArgumentTypeException(
          0, "%s takes a STRING, not %s".formatted(name(), arguments[0].getTypeName()));
    }
    argument = (PrimitiveObjectInspector) arguments[0];
    return PrimitiveObjectInspectorFactory.javaStringObjectInspector;
  }

  @Override
  public Object evaluate(DeferredObject[] arguments) throws HiveException {
    return of(PrimitiveObjectInspectorUtils.getString(arguments[0].get(), argument));
  }

  @Override
  public String getDisplayString(String[] children) {
    return getStandardDisplayString(name(), children);
  }
}
