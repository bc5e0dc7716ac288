package io.millrace.warehouse.udf;

import io.millrace.model.path.PagePath;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.Description;
import org.apache.hadoop.hive.ql.exec.UDFArgumentException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentLengthException;
import org.apache.hadoop.hive.ql.exec.UDFArgumentTypeException;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF;
import org.apache.hadoop.hive.serde2.objectinspector.ListObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspectorFactory;
import org.apache.hadoop.hive.serde2.objectinspector.PrimitiveObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorUtils;

/** {@code path_parts(path, steps)}: see {@link PagePath#parts}. */
@Description(
    name = "path_parts",
    value =
        "_FUNC_(path, steps) - every path of so many pages that were viewed one directly after"
            + " another, as text, once for each time; null where one of them is null")
public final class PathPartsUdf extends GenericUDF {

  private transient ListObjectInspector path;
  private transient PrimitiveObjectInspector page;
  private transient PrimitiveObjectInspector steps;

  @Override
  public ObjectInspector initialize(ObjectInspector[] inspectors) throws UDFArgumentException {
    if (inspectors.length != 2) {
      throw new UDFArgumentLengthException(
          "path_parts takes two arguments, not " + inspectors.length);
    }
    if (!(inspectors[0] instanceof ListObjectInspector list)
        || !(list.getListElementObjectInspector() instanceof PrimitiveObjectInspector element)) {
      throw new UDFArgumentTypeException(
          0, "path_parts takes an ARRAY<STRING>, not " + inspectors[0].getTypeName());
    }
    if (!(inspectors[1] instanceof PrimitiveObjectInspector number)) {
      throw new UDFArgumentTypeException(
          1, "path_parts takes a number of pages, not " + inspectors[1].getTypeName());
    }
    path = list;
    page = element;
    steps = number;
    return ObjectInspectorFactory.getStandardListObjectInspector(
        PrimitiveObjectInspectorFactory.javaStringObjectInspector);
  }

  @Override
  public Object evaluate(DeferredObject[] values) throws HiveException {
    Object pages = values[0].get();
    Object length = values[1].get();
    if (pages == null || length == null) {
      return null;
    }
    int wanted = PrimitiveObjectInspectorUtils.getInt(length, steps);
    if (wanted < 1) {
      throw new HiveException("path_parts takes one page or more, not " + wanted);
    }
    List<String> texts = new ArrayList<>();
    for (Object each : path.getList(pages)) {
      texts.add(PrimitiveObjectInspectorUtils.getString(each, page));
    }
    List<String> parts = new ArrayList<>();
    new PagePath(texts)
        .parts(wanted)
        .forEach(
            (part, times) -> {
              for (long i = 0; i < times; i++) {
                parts.add(part);
              }
            });
    return parts;
  }

  @Override
  public String getDisplayString(String[] children) {
    return getStandardDisplayString("path_parts", children);
  }
}
