package site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A small web site: a page, and what it says of its health. */
public final class Site {
  private final String version;
  private final String place;

  Site(String version, String place) {
    this.version = version;
    this.place = place;
  }

  /** Serves at a port of this machine only: {@code PORT PLACE}. */
  public static void main(String[] args) throws IOException {
    String version = Site.class.getPackage().getImplementationVersion();
    new Site(version == null ? "unknown" : version, args[1]).serve(Integer.parseInt(args[0]));
  }

  private void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
    System.out.println("serving version " + version + " as " + place);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean reads = exchange.getRequestMethod().equals("GET");
    int status = !reads ? 405 : path.equals("/") || path.equals("/health") ? 200 : 404;
    byte[] body = text(path, status).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'none'");
    exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String text(String path, int status) {
    if (status != 200) {
      return "no\n";
    }
    return path.equals("/health") ? "ok, version " + version + "\n" : greeting() + "\n";
  }

  String greeting() {
    return "Hello from " + place;
  }
}
