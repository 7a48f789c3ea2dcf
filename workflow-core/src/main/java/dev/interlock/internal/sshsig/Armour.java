package dev.interlock.internal.sshsig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * How bytes are written as text: base64 in lines of 70 characters between two marks.
 *
 * <p>For the same bytes there is one text. Immutable.
 *
 * @param label what stands in the marks
 * @param what the thing, as messages name it
 * @param remedy what to do about anything else
 */
record Armour(String label, String what, String remedy) {
  static final Armour SIGNATURE =
      new Armour(
          "SSH SIGNATURE", "the signature", "hand in the file that 'ssh-keygen -Y sign' wrote");

  static final Armour PRIVATE_KEY =
      new Armour(
          "OPENSSH PRIVATE KEY",
          "the private key",
          "make one with: ssh-keygen -t ed25519 -N '' -f FILE");

  private static final int LINE_LENGTH = 70;

  byte[] write(byte[] blob) {
    String base64 = Base64.getEncoder().encodeToString(blob);
    StringBuilder text = new StringBuilder(begin());
    for (int from = 0; from < base64.length(); from += LINE_LENGTH) {
      text.append(base64, from, Math.min(from + LINE_LENGTH, base64.length())).append('\n');
    }
    return Wire.ascii(text.append(end()).toString());
  }

  byte[] read(byte[] text) throws Malformed {
    Malformed.requireBounded(text, what);
    String all = new String(text, StandardCharsets.ISO_8859_1);
    Malformed.require(
        all.startsWith(begin()) && all.endsWith(end()),
        what + " does not stand between '" + mark("BEGIN") + "' and its end; " + remedy);
    int from = begin().length();
    int to = Math.max(from, all.length() - end().length());
    byte[] blob = decode(all.substring(from, to).replace("\n", ""));
    Malformed.require(
        Arrays.equals(write(blob), text),
        what + " is not laid out as OpenSSH does: base64 in lines of 70 characters; " + remedy);
    return blob;
  }

  private byte[] decode(String base64) throws Malformed {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new Malformed(what + " holds something that is no base64; " + remedy);
    }
  }

  private String begin() {
    return mark("BEGIN") + "\n";
  }

  private String end() {
    return mark("END") + "\n";
  }

  private String mark(String side) {
    return "-----" + side + " " + label + "-----";
  }
}
