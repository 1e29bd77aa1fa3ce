package org.zeuxis.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves files from memory on the loopback address, as well or as badly as a test wants. */
final class FileServer implements AutoCloseable {
  final Map<String, byte[]> files = new HashMap<>();

  /** What was asked for: {@code name} or {@code name@first byte}. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** An answer ends after this many bytes; the next time the whole is sent. -1 never. */
  volatile int cutAfter = -1;

  volatile boolean knowsRanges = true;

  private final HttpServer server;

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/set/", this::answer);
    server.start();
  }

  String address() {
    return "http://" + server.getAddress().getHostString() + ":"
        + server.getAddress().getPort() + "/set";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring("/set/".length());
      String range = exchange.getRequestHeaders().getFirst("Range");
      byte[] file = files.get(name);
      int from = 0;
      if (range != null) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      }
      requests.add(range == null ? name : name + "@" + from);
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      boolean partial = range != null && knowsRanges;
      if (partial && from >= file.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (partial) {
        String content = "bytes " + from + "-" + (file.length - 1) + "/" + file.length;
        exchange.getResponseHeaders().set("Content-Range", content);
      }
      send(exchange, partial ? 206 : 200, file, partial ? from : 0);
    }
  }

  private void send(HttpExchange exchange, int status, byte[] file, int from) throws IOException {
    int length = file.length - from;
    exchange.sendResponseHeaders(status, length);
    int sent = cutAfter < 0 ? length : Math.min(length, cutAfter);
    cutAfter = -1;
    OutputStream body = exchange.getResponseBody();
    body.write(file, from, sent);
    body.flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
