package dev.interlock.audit;

import dev.interlock.audit.export.Contents;
import dev.interlock.audit.export.Dsse;
import dev.interlock.audit.export.Readme;
import dev.interlock.audit.export.RunFacts;
import dev.interlock.audit.export.Statement;
import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.internal.sshsig.SshSignature;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes one export of a log that was verified. Use once.
 *
 * @param blobs whether blobs are exported too
 * @param found what the verifier said
 */
record ExportWriting(LogFolder folder, Optional<HeadKey> key, boolean blobs, Verification found) {
  private static final int PEM_LINE = 64;

  RunExport.Exported write(RunLines lines, Head head, Path dir) throws IOException {
    RunFacts facts = facts(lines, head);
    try (ExportFolder out = ExportFolder.begin(dir)) {
      out.put("run.jsonl", lines.bytes());
      out.put("proofs.jsonl", lines.proofBytes());
      Optional<String> headKey = putHead(out, head);
      NamedFiles named = new NamedFiles(folder, out);
      named.put(lines, facts.entries(), blobs);
      byte[] statement = Statement.of(facts);
      out.put("statement.json", statement);
      if (key.isPresent()) {
        putEnvelope(out, statement, key.get());
      }
      Contents contents =
          new Contents(
              out.names(), named.leftOut(), named.erased(), headKey, key.map(HeadKey::fingerprint));
      out.put("README.txt", Readme.of(facts, contents));
      putSums(out);
      out.finish();
      return new RunExport.Exported(
          found,
          head,
          facts.entries().size(),
          new ArrayList<>(out.names()),
          named.leftOut(),
          named.erased());
    }
  }

  private RunFacts facts(RunLines lines, Head head) {
    return new RunFacts(
        head.origin(),
        lines.run().value(),
        lines.entries(),
        Digests.sha256Hex(lines.bytes()),
        head.size(),
        head.root(),
        found.verdict().word(),
        found.reason());
  }

  /** Gives what names the key that signed it, if one did. */
  private Optional<String> putHead(ExportFolder out, Head head) throws IOException {
    out.put("log.json", folder.read(folder.logJson()).orElseThrow(() -> changed("log.json")));
    out.put("head.checkpoint", head.bytes());
    Optional<byte[]> note = folder.read(folder.note(head.size()));
    if (note.isPresent()) {
      out.put("head.note", ofHead(note.get(), head));
    }
    Optional<byte[]> signature = folder.read(folder.headSignature(head.size()));
    if (signature.isEmpty()) {
      return Optional.empty();
    }
    out.put("head.checkpoint.sig", signature.get());
    return Optional.of(signer(signature.get(), head));
  }

  private static byte[] ofHead(byte[] note, Head head) {
    try {
      if (SignedNote.parse(note).text().equals(head.text())) {
        return note;
      }
      throw changed("heads/" + head.size() + ".note");
    } catch (MalformedNoteException e) {
      throw new JournalException(
          "heads/" + head.size() + ".note cannot be exported: " + e.getMessage(), e);
    }
  }

  private static String signer(byte[] signature, Head head) {
    try {
      SshSignature read = SshSignature.parse(signature);
      if (read.verify(HeadKey.NAMESPACE, head.bytes())) {
        return read.publicKey().fingerprint();
      }
      throw changed("heads/" + head.size() + ".checkpoint.sig");
    } catch (Malformed e) {
      throw new JournalException(
          "heads/" + head.size() + ".checkpoint.sig cannot be exported: " + e.getMessage(), e);
    }
  }

  static JournalException changed(String file) {
    return new JournalException(
        "'"
            + file
            + "' of the log is not what was verified just now; nothing was exported."
            + " Verify the log again");
  }

  private static void putEnvelope(ExportFolder out, byte[] statement, HeadKey key)
      throws IOException {
    SshPublicKey half = key.ssh().publicKey();
    Dsse envelope = Dsse.signed(Statement.PAYLOAD_TYPE, statement, key.ssh());
    out.put("statement.dsse.json", envelope.bytes());
    out.put("key.pub", ascii(half.text() + "\n"));
    String base64 =
        Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
            .encodeToString(half.subjectPublicKeyInfo());
    out.put(
        "key.pem", ascii("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n"));
  }

  private void putSums(ExportFolder out) throws IOException {
    byte[] sums = out.putSums();
    if (key.isPresent()) {
      out.put("SHA256SUMS.sig", key.get().ssh().sign(RunExport.NAMESPACE, sums).armoured());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
