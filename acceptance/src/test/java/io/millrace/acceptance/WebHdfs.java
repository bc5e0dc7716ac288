package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Files in HDFS, read through WebHDFS. */
final class WebHdfs {

  private final Http http = new Http();
  private final String base;

  WebHdfs(int port) {
    this.base = "http://127.0.0.1:" + port + "/webhdfs/v1";
  }

  /**
   * A file.
   *
   * @param path absolute, without scheme
   */
  record Entry(String path, long length) {

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
      return path.substring(0, path.lastIndexOf('/'));
    }
  }

  byte[] bytes(String path) {
    return http.bytes(base + path + "?op=OPEN");
  }

  String text(String path) {
    return new String(bytes(path), UTF_8);
  }

  /** The file's answer with its headers. */
  HttpResponse<byte[]> open(String path) {
    return http.response(base + path + "?op=OPEN");
  }

  boolean exists(String path) {
    return http.response(base + path + "?op=GETFILESTATUS").statusCode() == 200;
  }

  /** All files below a folder, at any depth, in order of their paths. */
  List<Entry> files(String folder) {
    List<Entry> found = new ArrayList<>();
    for (JsonNode status :
        http.json(base + folder + "?op=LISTSTATUS").path("FileStatuses").path("FileStatus")) {
      String suffix = status.path("pathSuffix").asText();
      String path = suffix.isEmpty() ? folder : folder + "/" + suffix;
      if (status.path("type").asText().equals("DIRECTORY")) {
        found.addAll(files(path));
      } else {
        found.add(new Entry(path, status.path("length").asLong()));
      }
    }
    found.sort(java.util.Comparator.comparing(Entry::path));
    return found;
  }
}
