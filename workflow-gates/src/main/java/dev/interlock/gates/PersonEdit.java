package dev.interlock.gates;

import dev.interlock.People;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes one person. */
final class PersonEdit {
  private PersonEdit() {}

  static People.Person key(People.Person one, People.Key key) {
    return keys(one, with(one.keys(), key));
  }

  static People.Person alias(People.Person one, Principal alias) {
    return new People.Person(
        one.name(), with(one.aliases(), alias), one.roles(), one.keys(), one.valid());
  }

  static People.Person role(People.Person one, String role) {
    return new People.Person(
        one.name(), one.aliases(), with(one.roles(), role), one.keys(), one.valid());
  }

  /** The person, whose key ends. */
  static People.Person endKey(People.Person one, String key, Instant until) {
    if (one.keys().stream().noneMatch(known -> is(known, key))) {
      throw new WorkflowException("'" + one.name() + "' has no such key");
    }
    return keys(
        one,
        one.keys().stream()
            .map(
                known ->
                    is(known, key)
                        ? new People.Key(
                            known.text(),
                            new People.Validity(known.valid().from(), Optional.of(until)))
                        : known)
            .toList());
  }

  private static People.Person keys(People.Person one, List<People.Key> keys) {
    return new People.Person(one.name(), one.aliases(), one.roles(), keys, one.valid());
  }

  private static boolean is(People.Key known, String key) {
    try {
      SshPublicKey read = SshPublicKey.parse(known.text());
      return read.fingerprint().equals(key) || read.equals(SshPublicKey.parse(key));
    } catch (Malformed e) {
      return false;
    }
  }

  private static <T> List<T> with(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }
}
