package io.millrace.warehouse.udf;

import io.millrace.model.geo.GreatCircle;
import org.apache.hadoop.hive.ql.exec.Description;
import org.apache.hadoop.hive.ql.exec.UDFArgumentException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentLengthException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentTypeException;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.PrimitiveObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorUtils;

/** {@code great_circle_km(latitude1, longitude1, latitude2, longitude2)}: {@link GreatCircle}. */
@Description(
    name = "great_circle_km",
    value =
        "_FUNC_(latitude1, longitude1, latitude2, longitude2) - kilometres between two places along"
            + " the Earth's surface; null where one of them is null or no place")
public final class GreatCircleUdf extends GenericUDF {

  private static final int DEGREES = 4;

  private transient PrimitiveObjectInspector[] arguments;

  @Override
  public ObjectInspector initialize(ObjectInspector[] inspectors) throws UDFArgumentException {
    if (inspectors.length != DEGREES) {
      throw new UDFArgumentLengthException(
          "great_circle_km takes four arguments, not " + inspectors.length);
    }
    arguments = new PrimitiveObjectInspector[DEGREES];
    for (int i = 0; i < DEGREES; i++) {
      if (!(inspectors[i] instanceof PrimitiveObjectInspector number)) {
        throw new UDFArgumentTypeException(
            i, "great_circle_km takes degrees, not " + inspectors[i].getTypeName());
      }
      arguments[i] = number;
    }
    return PrimitiveObjectInspectorFactory.javaDoubleObjectInspector;
  }

  @Override
  public Object evaluate(DeferredObject[] values) throws HiveException {
    double[] degrees = new double[DEGREES];
    for (int i = 0; i < DEGREES; i++) {
      Object value = values[i].get();
      if (value == null) {
        return null;
      }
      degrees[i] = PrimitiveObjectInspectorUtils.getDouble(value, arguments[i]);
    }
    boolean places =
        GreatCircle.isPlace(degrees[0], degrees[1]) && GreatCircle.isPlace(degrees[2], degrees[3]);
    return places ? GreatCircle.kilometres(degrees[0], degrees[1], degrees[2], degrees[3]) : null;
  }

  @Override
  public String getDisplayString(String[] children) {
    return getStandardDisplayString("great_circle_km", children);
  }
}
