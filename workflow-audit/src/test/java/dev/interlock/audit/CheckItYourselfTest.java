package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of docs/record.md, as they stand there, on honest logs and on changed ones. */
class CheckItYourselfTest {
  private static final Path PAGE = Path.of("../docs/record.md");
  private static final Pattern SCRIPT =
      Pattern.compile("```python\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;
  private final Map<String, Path> scripts = new LinkedHashMap<>();
  private Path dir;
  private Path signers;
  private JournalOptions options;

  @BeforeEach
  void aSignedLogWithABlob() throws IOException {
    assumeThere("python3", "python3");
    assumeThere("ssh-keygen", "openssh-client");
    Matcher found = SCRIPT.matcher(Files.readString(PAGE));
    while (found.find()) {
      String name = found.group(1);
      scripts.put(name, Files.writeString(folder.resolve(name), found.group(2)));
    }
    HeadKey key = HeadKey.create(folder.resolve("key"));
    signers = Files.writeString(folder.resolve("signers"), key.allowedSigner() + "\n");
    options = Logs.OPTIONS.signedWith(key);
    dir = folder.resolve("log");
    publish("run-1");
  }

  private static void assumeThere(String tool, String debianPackage) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    assumeTrue(there, tool + " is missing: install the Debian package " + debianPackage);
  }

  private void publish(String run) {
    Publishing publishing = new Publishing();
    try (FileJournal journal = FileJournal.open(dir, options, TestDisk.quick())) {
      publishing
          .engine(journal)
          .start(
              publishing.workflow(), RunId.of(run), new Publishing.Text("x".repeat(40_000) + run))
          .settled();
    }
  }

  /** What the first script says that refuses the log; nothing if all take it. */
  private String says() {
    return Stream.of("lines.py", "files.py", "signatures.py")
        .map(this::saidBy)
        .filter(said -> !said.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String saysWithoutSigners() {
    return saidBy("lines.py") + saidBy("files.py");
  }

  private String saidBy(String name) {
    String script = Objects.requireNonNull(scripts.get(name), name).toString();
    List<String> command = new ArrayList<>(List.of("python3", script, dir.toString()));
    if (name.equals("signatures.py")) {
      command.add(signers.toString());
    }
    try {
      Path out = folder.resolve("said");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue() == 0 ? "" : Files.readString(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void takes() {
    assertThat(says()).isEmpty();
    assertThat(RecordVerifier.of(dir).allowedSigners(signers).verify().verdict())
        .isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  private void refuses(String why) {
    assertThat(says()).contains(why);
    assertThat(RecordVerifier.of(dir).allowedSigners(signers).verify().verdict().exitCode())
        .isGreaterThanOrEqualTo(10);
  }

  private Path only(String place) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(place))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private Path lastHead() {
    long size = LogFolder.largest(new LogFolder(dir).headSizes());
    return dir.resolve("heads/" + size + ".checkpoint");
  }

  @Test
  void noneOfThemHasMoreThanFortyLines() throws IOException {
    assertThat(scripts).hasSize(3);
    for (Path script : scripts.values()) {
      assertThat(Files.readAllLines(script)).hasSizeBetween(20, 40);
    }
  }

  @Nested
  class AnHonestLog {
    @Test
    void thatIsSignedAndHasBlobsIsTaken() throws IOException {
      assertThat(only("blobs")).exists();
      assertThat(only("shown")).exists();
      takes();
    }

    @Test
    void thatIsNotSignedIsTakenWhereNobodyAsksForSignatures() {
      dir = folder.resolve("plain");
      options = Logs.OPTIONS;
      publish("run-1");
      assertThat(saysWithoutSigners()).isEmpty();
      assertThat(says()).contains("not signed");
    }

    @Test
    void whoseBlobsWereErasedIsTaken() {
      assertThat(FileJournal.erase(dir, options, RunId.of("run-1"), Principal.of("ada")))
          .isNotEmpty();
      takes();
    }

    @Test
    void isTakenUnderWhateverNameItsKeyStands() throws IOException {
      String line = Files.readString(signers);
      Files.writeString(signers, line.replaceFirst("[^ ]+ ", "the-log,other "));
      takes();
    }

    @Test
    void isTakenWithFilesThatNoLineNames() throws IOException {
      for (String file : List.of("outlines/x", "shown/x.txt", "blobs/x", "heads/x.checkpoint")) {
        Files.writeString(dir.resolve(file), "x");
      }
      takes();
    }

    @Test
    void thatGoesOnFromAnotherIsTakenAndTheOtherAsWell() {
      Path old = LogRotation.rotate(dir, options, TestDisk.quick());
      publish("run-2");
      takes();
      dir = old;
      takes();
    }
  }

  @Nested
  class ALogWithSignedAnswers {
    @BeforeEach
    void twoSign() throws IOException {
      dir = folder.resolve("signed");
      GateBases.signed(dir);
      Files.writeString(
          signers, allowed("carol", Signed.CAROL_KEY) + allowed("bob", Signed.BOB_KEY));
    }

    private String allowed(String who, TestKey key) {
      return who + " namespaces=\"interlock-approval-v1\" " + key.text() + "\n";
    }

    private Path answer() throws IOException {
      return only("approvals");
    }

    /** Their heads are not signed. */
    private String saysOfAnswers() {
      return says().replace("BAD: the last head is not signed\n", "");
    }

    @Test
    void isTaken() {
      assertThat(saysOfAnswers()).isEmpty();
    }

    @Test
    void isRefusedWithAnotherAnswerOrSignatureOrNone() throws IOException {
      byte[] honest = Logs.read(answer());
      String text = new String(honest, UTF_8);
      for (String item : List.of("origin ", "run ", "gate ", "shown ", "decision ", "nonce ")) {
        Logs.write(answer(), text.replace("\n" + item, "\n" + item + "x").getBytes(UTF_8));
        assertThat(says()).as(item).contains("another answer is signed");
      }
      Logs.write(answer(), text.replace("not-after none", "not-after never").getBytes(UTF_8));
      assertThat(saysOfAnswers()).contains("signature");
      Logs.write(answer(), honest);
      Files.writeString(signers, allowed("bob", Signed.BOB_KEY));
      assertThat(saysOfAnswers()).contains("signature");
      Files.delete(answer());
      assertThat(saysOfAnswers()).contains("missing");
    }
  }

  @Nested
  class AChangedLog {
    @Test
    void isRefusedWithoutABlobThatAnotherRunErased() throws IOException {
      publish("run-2");
      FileJournal.erase(dir, options, RunId.of("run-2"), Principal.of("ada"));
      takes();
      Files.delete(only("blobs"));
      refuses("missing");
    }

    @Test
    void isRefusedInOneLineWithATailThatIsNoJson() {
      byte[] tail = "{\"seq\":1,\n".getBytes(UTF_8);
      Logs.write(Logs.journal(dir), Logs.join(List.of(Logs.read(Logs.journal(dir)), tail)));
      refuses("BAD: ");
      assertThat(says().lines()).hasSize(1);
    }

    @Test
    void isRefusedWhateverByteIsFlipped() {
      byte[] journal = Logs.read(Logs.journal(dir));
      for (int at = 3; at < journal.length; at += journal.length / 25) {
        byte[] changed = journal.clone();
        changed[at] ^= 1;
        Logs.write(Logs.journal(dir), changed);
        assertThat(saidBy("lines.py")).as("byte %s", at).isNotEmpty();
      }
    }

    @Test
    void isRefusedWithoutItsLastLine() {
      List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(dir)));
      Logs.write(Logs.journal(dir), Logs.join(lines.subList(0, lines.size() - 1)));
      refuses("rolled back");
    }

    @Test
    void isRefusedWithLinesThatChangedPlaces() {
      List<byte[]> lines = new ArrayList<>(Logs.lines(Logs.read(Logs.journal(dir))));
      Collections.swap(lines, 3, 4);
      Logs.write(Logs.journal(dir), Logs.join(lines));
      refuses("line 4: not in its place");
    }

    @Test
    void isRefusedWithATornLine() {
      byte[] journal = Logs.read(Logs.journal(dir));
      Logs.write(Logs.journal(dir), java.util.Arrays.copyOf(journal, journal.length - 2));
      refuses("torn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlines", "shown", "blobs"})
    void isRefusedWithASideFileThatWasChangedOrIsMissing(String place) throws IOException {
      Path file = only(place);
      byte[] content = Logs.read(file);
      content[content.length - 1] ^= 1;
      Logs.write(file, content);
      refuses(place + "/");
      Files.delete(file);
      refuses("missing");
    }

    @Test
    void isRefusedWithAnotherHead() throws IOException {
      String text = Files.readString(lastHead());
      Files.writeString(
          lastHead(), text.replaceFirst("\n[A-Za-z0-9+/]{43}=", "\n" + "A".repeat(43) + "="));
      refuses("head of");
    }

    @Test
    void isRefusedWithAnotherOrigin() throws IOException {
      Path about = dir.resolve("log.json");
      Files.writeString(about, Files.readString(about).replace("interlock/", "other/"));
      refuses("head of");
    }

    @Test
    void isRefusedWhereItGoesOnFromSomethingElse() throws IOException {
      LogRotation.rotate(dir, options, TestDisk.quick());
      publish("run-2");
      Path about = dir.resolve("log.json");
      String text = Files.readString(about);
      Files.writeString(
          about, text.replaceFirst("\"root\":\".{43}=", "\"root\":\"" + "A".repeat(43) + "="));
      refuses("line 1: not in its place");
    }

    @Test
    void isRefusedWithASignatureByAnotherKeyOrNone() throws IOException {
      Path signature = Path.of(lastHead() + ".sig");
      byte[] honest = Logs.read(signature);
      HeadKey other = HeadKey.create(folder.resolve("other"));
      Head head = Head.parse(Logs.read(lastHead())).orElseThrow();
      Logs.write(signature, other.sign(head));
      refuses("signature of the head");
      byte[] broken = new String(honest, UTF_8).replaceFirst("U1NI", "U1NJ").getBytes(UTF_8);
      Logs.write(signature, broken);
      refuses("signature of the head");
      Files.delete(signature);
      refuses("not signed");
    }

    @Test
    void isRefusedWithAnEventAfterItsEnd() {
      dir = LogRotation.rotate(dir, options, TestDisk.quick());
      try (FileJournal journal = FileJournal.openEnded(dir, options, TestDisk.quick())) {
        Logs.append(journal, 1);
      }
      refuses("after the end");
    }
  }
}
