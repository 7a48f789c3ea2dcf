package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.ProofCheck;
import dev.interlock.internal.log.TreeHead;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small witness that keeps to C2SP tlog-witness, written from the text of it alone: it shares the
 * proof check with what it is to test, and nothing else.
 */
final class TestWitness implements Closeable {
  private static final Pattern REQUEST =
      Pattern.compile(
          "old (0|[1-9]\\d*)\n((?:[A-Za-z0-9+/=]+\n)*)\n(([^\n]+)\n(\\d+)\n([^\n]+)\n)\n(.*)",
          Pattern.DOTALL);

  /** What stands in its place. */
  interface Manner {
    /** Sees the request and the answer that a witness would give, and answers. */
    byte[] answer(String request, byte[] proper) throws IOException;
  }

  final String name;
  final KeyPair key = newKey();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final Map<String, byte[]> logKeys = new ConcurrentHashMap<>();
  final Map<String, TreeHead> seen = new ConcurrentHashMap<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  volatile Manner manner = (request, proper) -> proper;
  volatile long time = 1_700_000_000L;

  TestWitness(String name) {
    this.name = name;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "test-witness");
    thread.setDaemon(true);
    thread.start();
  }

  static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] raw(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  URI prefix() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/w");
  }

  String vkey() {
    return vkey(name, 4, raw(key));
  }

  static String vkey(String name, int type, byte[] raw) {
    byte[] typed = ByteBuffer.allocate(33).put((byte) type).put(raw).array();
    String id = HexFormat.of().formatHex(keyId(name, type, raw));
    return name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
  }

  static byte[] keyId(String name, int type, byte[] raw) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((name + "\n").getBytes(UTF_8));
    all.write(type);
    all.writeBytes(raw);
    return Arrays.copyOf(HashTree.sha256().digest(all.toByteArray()), 4);
  }

  /** How many lines of a log it saw. */
  long seen(String origin) {
    return seen.getOrDefault(origin, new TreeHead(0, new byte[0])).size();
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread thread = new Thread(() -> answer(socket), "test-witness-answer");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  @SuppressWarnings("EmptyCatch") // whoever asked went away
  private void answer(Socket socket) {
    try (socket) {
      String request = read(socket.getInputStream());
      requests.add(request);
      socket.getOutputStream().write(manner.answer(request, proper(request)));
      socket.getOutputStream().flush();
    } catch (IOException e) {
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    if (!text.startsWith("POST /w/add-checkpoint HTTP/1.1\r\n")) {
      throw new IOException("another request: " + text);
    }
    Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(text);
    return length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8) : "";
  }

  private synchronized byte[] proper(String request) {
    Matcher parts = REQUEST.matcher(request);
    if (!parts.matches()) {
      return response(400, "", new byte[0]);
    }
    String text = parts.group(3);
    String origin = parts.group(4);
    long old = Long.parseLong(parts.group(1));
    TreeHead head =
        new TreeHead(Long.parseLong(parts.group(5)), Base64.getDecoder().decode(parts.group(6)));
    if (!logKeys.containsKey(origin)) {
      return response(404, "", new byte[0]);
    }
    if (!isSigned(origin, text, parts.group(7))) {
      return response(403, "", new byte[0]);
    }
    if (old > head.size()) {
      return response(400, "", new byte[0]);
    }
    return judge(origin, text, old, head, hashes(parts.group(2)));
  }

  private byte[] judge(String origin, String text, long old, TreeHead head, List<byte[]> proof) {
    TreeHead last = seen.getOrDefault(origin, new TreeHead(0, new HashTree().root()));
    if (old != last.size() || (old == head.size() && !last.equals(head))) {
      return response(409, "text/x.tlog.size", (last.size() + "\n").getBytes(UTF_8));
    }
    if (!ProofCheck.goesOn(last, head, proof)) {
      return response(422, "", new byte[0]);
    }
    seen.put(origin, head);
    return response(200, "", cosignature(text).getBytes(UTF_8));
  }

  private static List<byte[]> hashes(String lines) {
    List<byte[]> hashes = new ArrayList<>();
    lines.lines().forEach(line -> hashes.add(Base64.getDecoder().decode(line)));
    return hashes;
  }

  private boolean isSigned(String origin, String text, String lines) {
    byte[] raw = logKeys.getOrDefault(origin, new byte[32]);
    byte[] id = keyId(origin, 1, raw);
    return lines
        .lines()
        .filter(line -> line.startsWith("\u2014 " + origin + " "))
        .map(line -> Base64.getDecoder().decode(line.substring(origin.length() + 3)))
        .filter(all -> Arrays.equals(Arrays.copyOf(all, 4), id))
        .anyMatch(all -> holds(raw, text.getBytes(UTF_8), Arrays.copyOfRange(all, 4, all.length)));
  }

  static boolean holds(byte[] raw, byte[] message, byte[] signed) {
    try {
      byte[] header = HexFormat.of().parseHex("302a300506032b6570032100");
      byte[] encoded = ByteBuffer.allocate(44).put(header).put(raw).array();
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Its signature line for a checkpoint. */
  String cosignature(String text) {
    return cosignature(name, key, time, text);
  }

  static String cosignature(String name, KeyPair key, long time, String text) {
    byte[] signed = sign(key, ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8));
    byte[] all =
        ByteBuffer.allocate(76).put(keyId(name, 4, raw(key))).putLong(time).put(signed).array();
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
  }

  static byte[] sign(KeyPair key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] response(int status, String type, byte[] body) {
    String head =
        "HTTP/1.1 "
            + status
            + " Text\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n"
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + "\r\n";
    return ByteBuffer.allocate(head.length() + body.length)
        .put(head.getBytes(ISO_8859_1))
        .put(body)
        .array();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
