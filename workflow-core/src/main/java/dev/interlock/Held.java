package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Ref holds in a run: always the recorded form, decoded anew for each reader, so that nobody
 * can change what another one sees. Immutable.
 */
sealed interface Held {
  /** The recorded JSON; of a witness, of what it is about. */
  Json json();

  /** The value for one reader; may be called from any thread. */
  Object read();

  /** The approvals that it rests on. */
  default List<Approval> approvals() {
    return List.of();
  }

  /** A recorded value. */
  record Recorded(Json json, Class<?> type, Codec codec) implements Held {
    @Override
    public Object read() {
      return codec.read(json, type);
    }

    @SuppressWarnings("unchecked") // the value is of the class, which the caller has looked at
    static Json write(Object value, Class<?> type, Codec codec) {
      return codec.write(value, (Class<Object>) type);
    }
  }

  /** What a gate approved. */
  record Approval(Held subject, Node.GateNode gate, String path, List<Principal> by)
      implements Held {
    @Override
    public Json json() {
      return subject.json();
    }

    @Override
    public Object read() {
      return new Approved<>(subject.read(), by);
    }

    @Override
    public List<Approval> approvals() {
      return Stream.concat(subject.approvals().stream(), Stream.of(this)).toList();
    }
  }

  /** What a check passed. */
  record Examined(Held subject) implements Held {
    @Override
    public Json json() {
      return subject.json();
    }

    @Override
    public Object read() {
      return new Checked<>(subject.read());
    }

    @Override
    public List<Approval> approvals() {
      return subject.approvals();
    }
  }

  /** What each turn of a loop gave. */
  record Several(List<Held> all) implements Held {
    @Override
    public Json json() {
      String text =
          all.stream()
              .map(held -> held.json().toString())
              .collect(Collectors.joining(",", "[", "]"));
      return Json.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object read() {
      return all.stream().map(Held::read).toList();
    }
  }

  /** What may not be there. */
  record Perhaps(Optional<Held> there) implements Held {
    private static final Json NULL = Json.of("null".getBytes(StandardCharsets.UTF_8));

    @Override
    public Json json() {
      return there.map(Held::json).orElse(NULL);
    }

    @Override
    public Object read() {
      return there.map(Held::read);
    }
  }
}
