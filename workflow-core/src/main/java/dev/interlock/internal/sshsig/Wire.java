package dev.interlock.internal.sshsig;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the data types of RFC 4251, section 5. Use from one thread. */
final class Wire {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The bytes as they are, without a length. */
  Wire raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Wire octet(int value) {
    out.write(value);
    return this;
  }

  Wire uint32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  Wire string(byte[] bytes) {
    return uint32(bytes.length).raw(bytes);
  }

  Wire string(String ascii) {
    return string(ascii(ascii));
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
