package dev.interlock.gates;

import dev.interlock.People;
import dev.interlock.internal.log.HashTree;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The file that says who is who: {@code {"format":"interlock-people/1","people":[...]}}. It lies
 * outside of every folder that an agent or a command may write to, and nobody but its owner may
 * change it. Its form is in {@code docs/guide/gates.md}.
 *
 * <p>Every call looks at the file anew. Immutable; safe for many threads.
 */
public final class PeopleFile {
  private static final int MOST_BYTES = 1 << 20;

  private final Path path;
  private final List<Path> workspaces;

  private PeopleFile(Path path, List<Path> workspaces) {
    this.path = path;
    this.workspaces = workspaces;
  }

  /**
   * The file of this path, which need not exist yet.
   *
   * @param workspaces the folders that others may write to; they exist
   */
  public static PeopleFile at(Path path, Path... workspaces) {
    return new PeopleFile(path, List.of(workspaces));
  }

  /**
   * The people of a file, as {@link #people} reads them.
   *
   * @param workspaces the folders that others may write to; they exist
   */
  public static People read(Path path, Path... workspaces) {
    return at(path, workspaces).people();
  }

  /**
   * Reads the people; their digest is that of the bytes of the file, which is opened once.
   *
   * @throws WorkflowException if the file, or anything on the way to it, lies in a workspace or may
   *     be changed by others; if it is a link, too large or cannot be read; or with all that is
   *     wrong in it, each with where it stands
   */
  public People people() {
    try {
      return people(GuardedFile.at(path, workspaces).read(MOST_BYTES));
    } catch (IOException e) {
      throw new WorkflowException("the people cannot be read: " + Unreadable.reason(e), e);
    }
  }

  private People people(byte[] json) {
    return PeopleText.parse(path.toString(), json).people(sha256(json));
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(HashTree.sha256().digest(bytes));
  }

  /**
   * Adds somebody; the first one makes the file.
   *
   * @throws WorkflowException if the people would not be valid with this person, or the file cannot
   *     be changed; then it is as it was
   */
  public People add(People.Person person) {
    return change(text -> text.with(person));
  }

  /**
   * Adds a key of somebody.
   *
   * @throws WorkflowException as {@link #add(People.Person)} does, and if nobody has this name
   */
  public People addKey(Principal name, People.Key key) {
    return change(text -> text.changed(name, one -> PersonEdit.key(one, key)));
  }

  /**
   * Adds another name of somebody.
   *
   * @throws WorkflowException as {@link #add(People.Person)} does, and if nobody has this name
   */
  public People addAlias(Principal name, Principal alias) {
    return change(text -> text.changed(name, one -> PersonEdit.alias(one, alias)));
  }

  /**
   * Adds a role of somebody.
   *
   * @throws WorkflowException as {@link #add(People.Person)} does, and if nobody has this name
   */
  public People addRole(Principal name, String role) {
    return change(text -> text.changed(name, one -> PersonEdit.role(one, role)));
  }

  /**
   * Ends a key: from this moment on its signatures count no more. The key stays in the file, so
   * that nobody else gets it.
   *
   * @param key the key as it stands in the file, or its fingerprint {@code SHA256:...}
   * @throws WorkflowException as {@link #add(People.Person)} does, and if nobody has this name, or
   *     not this key
   */
  public People endKey(Principal name, String key, Instant until) {
    return change(text -> text.changed(name, one -> PersonEdit.endKey(one, key, until)));
  }

  /**
   * Lets somebody answer in a role of somebody else.
   *
   * @throws WorkflowException as {@link #add(People.Person)} does
   */
  public People add(People.Delegation delegation) {
    return change(text -> text.with(delegation));
  }

  /** What is written is read first, so that the file is a valid one or the one it was. */
  private People change(UnaryOperator<PeopleText> edit) {
    try (GuardedFile.Change change = GuardedFile.at(path, workspaces).change(MOST_BYTES)) {
      Optional<byte[]> before = change.before();
      PeopleText text =
          before.map(json -> PeopleText.parse(path.toString(), json)).orElse(PeopleText.NOBODY);
      byte[] after = edit.apply(text).write();
      People people = people(after);
      change.replace(after);
      return people;
    } catch (IOException e) {
      throw new WorkflowException("the people were not changed: " + Unreadable.reason(e), e);
    }
  }

  /**
   * The text of an allowed signers file, with which {@code ssh-keygen -Y verify -n
   * interlock-approval-v1} checks approvals: each key as its person, for the time that both hold.
   */
  public static String allowedSigners(People people) {
    return SignerLines.of(people);
  }
}
