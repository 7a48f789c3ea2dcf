/**
 * SSH signatures as {@code ssh-keygen -Y} makes and checks them: keys, signatures, and who may
 * sign.
 *
 * <pre>{@code
 * SshSignature signature = SshSignature.parse(Files.readAllBytes(file));
 * AllowedSigners allowed = AllowedSigners.parse(Files.readAllBytes(people), ZoneOffset.UTC);
 * var claim = new AllowedSigners.Claim("alice", "interlock-approval-v1", now);
 * if (allowed.check(claim, signature, text) == AllowedSigners.Answer.YES) {
 *   // the bytes of text are signed by a key that may sign as alice
 * }
 * }</pre>
 *
 * <p>Sources of the formats: OpenSSH's PROTOCOL.sshsig, PROTOCOL.key, PROTOCOL.u2f, and "ALLOWED
 * SIGNERS" of ssh-keygen(1). Stricter than OpenSSH where it lets two texts mean the same: whatever
 * signature or public key these readers accept, they would write byte for byte. All readers take
 * bytes of strangers and throw {@link dev.interlock.internal.sshsig.Malformed} and nothing else.
 *
 * <p>Nothing here makes keys by chance or reads a clock; the caller hands in a key pair and a time.
 */
@NullMarked
package dev.interlock.internal.sshsig;

import org.jspecify.annotations.NullMarked;
