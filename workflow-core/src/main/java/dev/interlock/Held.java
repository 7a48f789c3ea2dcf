package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** The JSON of the value itself, of whatever form it is recorded in. */
  Json content();

  /** The approvals that it rests on. */
  default List<Approval> approvals() {
    return List.of();
  }

  /** A recorded value. */
  record Recorded(Json json, Class<?> type, RecordedForm form) implements Held {
    @Override
    public Object read() {
      return form.read(json, type);
    }

    @Override
    public Json content() {
      return form.content(json);
    }
  }

  /** A value that the definition was built with. */
  record Given(Json json, Class<?> type) implements Held {
    @Override
    public Object read() {
      return Codec.json().read(json, type);
    }

    @Override
    public Json content() {
      return json;
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
    public Json content() {
      return subject.content();
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
    public Json content() {
      return subject.content();
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
      return list(Held::json);
    }

    @Override
    public Json content() {
      return list(Held::content);
    }

    private Json list(Function<Held, Json> element) {
      String text =
          all.stream()
              .map(held -> element.apply(held).toString())
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
    public Json content() {
      return there.map(Held::content).orElse(NULL);
    }

    @Override
    public Object read() {
      return there.map(Held::read);
    }
  }
}
