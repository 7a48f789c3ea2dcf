package dev.interlock.internal.sshsig;

import java.time.ZoneId;
import java.util.Optional;

/** Reads one line of an allowed signers file. Use from one thread. */
final class SignerLine {
  private final String line;
  private int at;

  private SignerLine(String line) {
    this.line = line;
  }

  /**
   * Reads principals, options if there are any, kind, base64 and a comment that is not kept.
   *
   * @throws Malformed with all mistakes of the line
   */
  static AllowedSigner parse(String line, ZoneId zone) throws Malformed {
    SignerLine fields = new SignerLine(line);
    Mistakes mistakes = new Mistakes();
    String names = fields.next();
    Optional<PatternList> principals =
        mistakes.attempt("", () -> PatternList.parse(names, "the principals"));
    String second = fields.next();
    boolean plain = second.isEmpty() || second.matches("(ssh|sk|ecdsa|rsa)-.*");
    Optional<SignerOptions> options =
        mistakes.attempt("", () -> SignerOptions.parse(plain ? "" : second, zone));
    String kind = plain ? second : fields.next();
    String base64 = fields.next();
    Optional<SshPublicKey> key =
        mistakes.attempt("", () -> SshPublicKey.parse(kind + " " + base64));
    mistakes.throwAny("", "; ");
    return signer(principals.orElseThrow(), options.orElseThrow(), key.orElseThrow());
  }

  private static AllowedSigner signer(
      PatternList principals, SignerOptions options, SshPublicKey key) throws Malformed {
    Malformed.require(
        !options.verifyRequired() || key.kind().isSecurityKey(),
        "'verify-required' asks for what a key in a file cannot do");
    return new AllowedSigner(principals, options, key);
  }

  /** What stands before the next space that is not within quotes; empty at the end. */
  private String next() {
    int from = at;
    boolean quoted = false;
    while (at < line.length() && (quoted || !isSpace(line.charAt(at)))) {
      quoted ^= line.charAt(at++) == '"';
    }
    String field = line.substring(from, at);
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    return field;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
