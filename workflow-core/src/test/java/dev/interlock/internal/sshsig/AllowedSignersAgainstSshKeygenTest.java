package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.sshsig.AllowedSigners.Answer;
import dev.interlock.internal.sshsig.AllowedSigners.Claim;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and questions made at random, answered by us and by the real ssh-keygen. */
class AllowedSignersAgainstSshKeygenTest {
  private static final int CASES = 300;
  private static final byte[] MESSAGE = Keys.bytes("message");
  private static final List<String> PRINCIPALS = List.of("ann", "bob", "anna@x.org", "eve@x.org");
  private static final List<String> NAMESPACES = List.of("file", "interlock-head-v1");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Australia/Sydney", "America/New_York", "Asia/Kolkata");
  private static final List<String> NAMES =
      List.of(
          "ann",
          "bob",
          "*",
          "a*",
          "ann*",
          "*@x.org",
          "????@x.org",
          "?nn",
          "!ann",
          "!*@x.org",
          "!e*",
          "b?b",
          "**b",
          "*n*n*",
          "eve@x.org",
          "*nn",
          "a*@*.*");
  private static final List<String> PURPOSES =
      List.of("file", "*", "f*", "interlock-*", "!file", "*-head-*", "????", "!interlock-head-v?");

  @TempDir Path folder;

  private final Random random = new Random(20_261_120);
  private final List<SecurityKey> devices =
      List.of(SecurityKey.ofKind(SecurityKey.ED25519), SecurityKey.ofKind(SecurityKey.ECDSA));
  private final SshPrivateKey inFile = Keys.fresh();

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private SshPublicKey key(int number) {
    return number == 2 ? inFile.publicKey() : devices.get(number).publicKey();
  }

  private byte[] signed(int number, String namespace) {
    return number == 2
        ? inFile.sign(namespace, MESSAGE).armoured()
        : devices.get(number).sign(namespace, MESSAGE);
  }

  private String patterns(List<String> from) {
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      chosen.add(one(from));
    }
    if (chosen.stream().allMatch(pattern -> pattern.startsWith("!"))) {
      chosen.add(random.nextInt(chosen.size() + 1), "*");
    }
    return String.join(",", chosen);
  }

  /** Close to midnight of one of few days, where zones matter. */
  private LocalDateTime time() {
    LocalDateTime day =
        LocalDateTime.of(2026, one(List.of(1, 3, 7, 10)), 1 + random.nextInt(2), 0, 0);
    return day.plusHours(random.nextInt(25) - 12).plusSeconds(random.nextInt(3) - 1);
  }

  private String text(LocalDateTime time) {
    String form = one(List.of("yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMddHHmmss"));
    return DateTimeFormatter.ofPattern(form).format(time) + one(List.of("", "Z"));
  }

  private String options() {
    List<String> options = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      options.add(one(List.of("namespaces", "NameSpaces")) + "=\"" + patterns(PURPOSES) + "\"");
    }
    int validity = random.nextInt(6);
    if (validity == 0 || validity == 2) {
      options.add("valid-after=\"" + text(time()) + "\"");
    }
    if (validity == 1) {
      options.add("valid-before=\"" + text(time()) + "\"");
    }
    if (validity == 2) {
      options.add("valid-before=\"" + text(time().plusMonths(12)) + "\"");
    }
    return options.isEmpty() ? "" : " " + String.join(",", options);
  }

  private String file() {
    StringBuilder file = new StringBuilder(one(List.of("", "# comment\n\n", "\t# comment\n")));
    for (int i = random.nextInt(3); i >= 0; i--) {
      String line = Keys.line(patterns(NAMES) + options(), key(random.nextInt(3)));
      file.append(one(List.of("", "", " \t"))).append(line.replace(" ", one(List.of(" ", "\t"))));
    }
    return random.nextBoolean() ? file.toString().strip() : file.toString();
  }

  @Test
  void theAnswersAreTheSame() throws Malformed {
    Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
    for (int i = 0; i < CASES; i++) {
      answers.merge(answeredByBoth(), 1, Integer::sum);
    }
    assertThat(answers.get(Answer.YES)).isBetween(CASES / 8, CASES - CASES / 8);
    assertThat(answers)
        .containsKeys(
            Answer.UNKNOWN_KEY,
            Answer.OTHER_PRINCIPAL,
            Answer.OTHER_NAMESPACE,
            Answer.NOT_YET_VALID,
            Answer.NO_LONGER_VALID);
  }

  private Answer answeredByBoth() throws Malformed {
    String file = file();
    String zone = one(ZONES);
    int number = random.nextInt(3);
    Instant at = time().toInstant(ZoneOffset.UTC);
    Claim claim = new Claim(one(PRINCIPALS), one(NAMESPACES), at);
    byte[] armoured = signed(number, claim.namespace());
    AllowedSigners signers = AllowedSigners.parse(Keys.bytes(file), ZoneId.of(zone));
    Answer ours = signers.check(claim, SshSignature.parse(armoured), MESSAGE);
    assertThat(ours).isEqualTo(signers.may(claim, key(number)));

    SshKeygen tool = SshKeygen.in(folder).at(zone);
    tool.write("signers", file);
    tool.write("verified.sig", armoured);
    String when =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
    SshKeygen.Said theirs =
        tool.verifies(claim.principal(), claim.namespace(), MESSAGE, "-Overify-time=" + when);
    assertThat(theirs.yes())
        .as("%s in %s with key %d of%n%s%n%s: %s", claim, zone, number, file, ours, theirs.text())
        .isEqualTo(ours == Answer.YES);
    return ours;
  }

  @Test
  void revokedKeysAreRefusedByBoth() throws Malformed {
    SshKeygen tool = SshKeygen.in(folder);
    Claim claim = new Claim("ann", "file", Instant.parse("2026-01-01T00:00:00Z"));
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      file.append(Keys.line("ann", key(i)));
    }
    tool.write("signers", file.toString());
    AllowedSigners signers = AllowedSigners.parse(Keys.bytes(file.toString()), ZoneOffset.UTC);
    for (int revoked = 0; revoked < 3; revoked++) {
      String list = "# revoked\n" + key(revoked).text() + " lost\n";
      tool.write("revoked", list);
      AllowedSigners rest = signers.without(RevokedKeys.parse(Keys.bytes(list)));
      for (int i = 0; i < 3; i++) {
        byte[] armoured = signed(i, "file");
        tool.write("verified.sig", armoured);
        Answer ours = rest.check(claim, SshSignature.parse(armoured), MESSAGE);
        assertThat(ours).isEqualTo(i == revoked ? Answer.REVOKED : Answer.YES);
        assertThat(tool.verifies("ann", "file", MESSAGE, "-r", "revoked").yes())
            .isEqualTo(ours == Answer.YES);
      }
    }
  }
}
