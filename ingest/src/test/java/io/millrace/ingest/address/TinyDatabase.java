package io.millrace.ingest.address;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes MaxMind DB files of a few networks, with records of 24 bits.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">the format</a>
 */
final class TinyDatabase {
  private static final int NOTHING = 0;
  private static final int SEPARATOR_BYTES = 16;
  private static final byte[] BEFORE_METADATA =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(ISO_8859_1);
  private static final int TEXT = 2;
  private static final int SHORT = 5;
  private static final int INT = 6;
  private static final int MAP = 7;
  private static final int LONG = 9;
  private static final int LIST = 11;

  private final int ipVersion;

  /** Each two links: to a node by its positive number, to data by its negative offset less one. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  TinyDatabase(int ipVersion) {
    this.ipVersion = ipVersion;
  }

  /** Has that network's addresses have that record, of texts, lists and maps. */
  TinyDatabase with(String network, Map<String, ?> record) throws IOException {
    AddressRange range = AddressRange.parse(network);
    byte[] address = range.network().getAddress();
    int offset = data.size();
    write(data, record);
    int node = 0;
    for (int bit = 0; bit < range.prefix(); bit++) {
      int side = (address[bit / 8] >> (7 - bit % 8)) & 1;
      if (bit == range.prefix() - 1) {
        nodes.get(node)[side] = -offset - 1;
      } else if (nodes.get(node)[side] == NOTHING) {
        nodes.add(new int[2]);
        nodes.get(node)[side] = nodes.size() - 1;
      }
      node = Math.max(0, nodes.get(node)[side]);
    }
    return this;
  }

  /** Writes it as a database of that type. */
  Path writeTo(Path file, String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] links : nodes) {
      for (int link : links) {
        int record =
            link == NOTHING
                ? nodes.size()
                : link > 0 ? link : nodes.size() + SEPARATOR_BYTES - link - 1;
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.writeBytes(new byte[SEPARATOR_BYTES]);
    out.writeBytes(data.toByteArray());
    out.writeBytes(BEFORE_METADATA);
    write(
        out,
        Map.of(
            "node_count",
            nodes.size(),
            "record_size",
            (short) 24,
            "ip_version",
            (short) ipVersion,
            "database_type",
            type,
            "languages",
            List.of("en"),
            "binary_format_major_version",
            (short) 2,
            "binary_format_minor_version",
            (short) 0,
            "build_epoch",
            1_781_654_400L,
            "description",
            Map.of()));
    return Files.write(file, out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    if (value instanceof String text) {
      control(out, TEXT, text.getBytes(UTF_8).length);
      out.writeBytes(text.getBytes(UTF_8));
    } else if (value instanceof Map<?, ?> map) {
      control(out, MAP, map.size());
      map.forEach(
          (name, member) -> {
            write(out, name);
            write(out, member);
          });
    } else if (value instanceof List<?> list) {
      control(out, LIST, list.size());
      list.forEach(item -> write(out, item));
    } else {
      int bytes = value instanceof Short ? Short.BYTES : value instanceof Long ? Long.BYTES : 4;
      control(out, bytes == Short.BYTES ? SHORT : bytes == Long.BYTES ? LONG : INT, bytes);
      long number = ((Number) value).longValue();
      for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out.write((int) (number >> shift));
      }
    }
  }

  /** The byte before a value; a second one for types after map. Sizes of 29 on are not needed. */
  private static void control(ByteArrayOutputStream out, int type, int size) {
    if (size > 28) {
      throw new IllegalArgumentException(size + " is more than this writer can say");
    }
    if (type <= MAP) {
      out.write(type << 5 | size);
    } else {
      out.write(size);
      out.write(type - MAP);
    }
  }
}
