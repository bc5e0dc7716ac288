package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain GET requests, as curl would make them. */
final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  HttpResponse<byte[]> response(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(url + " was interrupted", e);
    }
  }

  /** The body; fails unless the answer is 200. */
  byte[] bytes(String url) {
    HttpResponse<byte[]> response = response(url);
    if (response.statusCode() != 200) {
      throw new AssertionError(
          "%s: %d %s"
              .formatted(
                  url,
                  response.statusCode(),
                  new String(response.body(), java.nio.charset.StandardCharsets.UTF_8)));
    }
    return response.body();
  }

  JsonNode json(String url) {
    try {
      return JSON.readTree(bytes(url));
    } catch (IOException e) {
      throw new UncheckedIOException(url, e);
    }
  }
}
