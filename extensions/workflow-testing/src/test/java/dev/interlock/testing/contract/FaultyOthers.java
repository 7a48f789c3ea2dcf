package dev.interlock.testing.contract;

import dev.interlock.Approvers;
import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.Time;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Codecs, times, channels, sinks and policies that are each wrong in one way. */
final class FaultyOthers {
  private FaultyOthers() {}

  /** A codec that is good as it is, for others to spoil. */
  private static class GoodCodec implements Codec {
    @Override
    public <T> Json write(T value, Class<T> type) {
      return Codec.json().write(value, type);
    }

    @Override
    public <T> T read(Json json, Class<T> type) {
      return Codec.json().read(json, type);
    }
  }

  static final class TakesAnyNumber extends CodecContract {
    @Override
    protected Codec codec() {
      return new GoodCodec() {
        @Override
        public <T> T read(Json json, Class<T> type) {
          String number = json.toString().replaceAll("\"number\":\"([0-9]+)\"", "\"number\":$1");
          return super.read(Json.of(number.getBytes(StandardCharsets.UTF_8)), type);
        }
      };
    }
  }

  static final class TellsWhatItRefuses extends CodecContract {
    @Override
    protected Codec codec() {
      return new GoodCodec() {
        @Override
        public <T> T read(Json json, Class<T> type) {
          try {
            return super.read(json, type);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read " + json, e);
          }
        }
      };
    }
  }

  static final class WritesOtherwiseEachTime extends CodecContract {
    private int written;

    @Override
    protected Codec codec() {
      return new GoodCodec() {
        @Override
        public <T> Json write(T value, Class<T> type) {
          String text = super.write(value, type).toString();
          String json = written++ > 0 ? text.replace("true", "false") : text;
          return Json.of(json.getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }

  private static class GoodTime implements Time {
    @Override
    public Instant now() {
      return Time.system().now();
    }

    @Override
    public long nanos() {
      return Time.system().nanos();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      Time.system().after(delay, task);
    }
  }

  abstract static class FaultyTime extends TimeContract {
    @Override
    protected void pass(Duration time) {}
  }

  static final class RunsTasksAtOnce extends FaultyTime {
    @Override
    protected Time time() {
      return new GoodTime() {
        @Override
        public void after(Duration delay, Runnable task) {
          task.run();
        }
      };
    }
  }

  static final class RunsTasksTwice extends FaultyTime {
    private final CountDownLatch twice = new CountDownLatch(2);

    @Override
    protected Time time() {
      return new GoodTime() {
        @Override
        public void after(Duration delay, Runnable task) {
          Runnable counted =
              () -> {
                task.run();
                twice.countDown();
              };
          super.after(delay, counted);
          super.after(delay, counted);
        }
      };
    }

    @Override
    protected void pass(Duration time) {
      try {
        twice.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static final class GoesBack extends FaultyTime {
    private long reading = Long.MAX_VALUE / 2;

    @Override
    protected Time time() {
      return new GoodTime() {
        @Override
        public long nanos() {
          return reading--;
        }
      };
    }
  }

  /** A channel that answers at once. */
  private record Says(
      BiFunction<GateRequest, String, List<Decision>> says, Function<String, String> named)
      implements Channel {
    @Override
    public String name() {
      return named.apply("desk");
    }

    @Override
    public Presence presence() {
      return Presence.TERMINAL;
    }

    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      says.apply(request, "desk").forEach(answers::decide);
    }
  }

  private static Channel saying(BiFunction<GateRequest, String, List<Decision>> says) {
    return new Says(says, name -> name);
  }

  private static Decision yes(GateRequest request, String who, String channel) {
    return request.approved(Principal.of(who), ChannelContract.ROLE, channel);
  }

  static final class SpeaksForAnotherChannel extends ChannelContract {
    @Override
    protected Channel channel() {
      return saying((request, name) -> List.of(yes(request, "alice", "terminal")));
    }
  }

  static final class SpeaksForAnAi extends ChannelContract {
    @Override
    protected Channel channel() {
      return saying((request, name) -> List.of(yes(request, "ai:reviewer", name)));
    }
  }

  static final class SaysYesAndNo extends ChannelContract {
    @Override
    protected Channel channel() {
      return saying(
          (request, name) ->
              List.of(
                  yes(request, "alice", name), request.denied(Principal.of("alice"), ROLE, name)));
    }
  }

  static final class RepeatsItsFirstAnswer extends ChannelContract {
    private final List<Decision> first = new ArrayList<>();

    @Override
    protected Channel channel() {
      return saying(
          (request, name) -> {
            if (first.isEmpty()) {
              first.add(yes(request, "alice", name));
            }
            return first;
          });
    }
  }

  static final class HasALoudName extends ChannelContract {
    @Override
    protected Channel channel() {
      return new Says((request, name) -> List.of(), name -> "The Desk");
    }
  }

  static final class ThrowsAtWhatItDoesNotKnow extends AuditSinkContract {
    @Override
    protected AuditSink sink() {
      return entry -> {
        if (entry.name().startsWith("something")) {
          throw new IllegalStateException("what is " + entry.name());
        }
      };
    }
  }

  static final class TellsTwice extends AuditSinkContract {
    private final List<Entry> taken = new ArrayList<>();

    @Override
    protected AuditSink sink() {
      return entry -> {
        taken.add(entry);
        taken.add(entry);
      };
    }

    @Override
    protected List<Entry> taken() {
      return taken;
    }
  }

  static final class HasNoPatience extends AuditSinkContract {
    @Override
    protected AuditSink sink() {
      return new AuditSink() {
        @Override
        public void accept(Entry entry) {}

        @Override
        public Duration patience() {
          return Duration.ZERO;
        }
      };
    }
  }

  private static Approvers approvers(int quorum, Function<List<Decision>, Approvers.Ruling> rules) {
    return Approvers.of(
        "faulty",
        List.of("lead"),
        quorum,
        new Approvers.Policy() {
          @Override
          public Optional<String> objection(
              GateRequest request, List<Decision> earlier, Decision decision) {
            return Optional.empty();
          }

          @Override
          public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
            return rules.apply(decisions);
          }
        });
  }

  static final class AlwaysSaysYes extends PolicyContract {
    @Override
    protected Approvers approvers() {
      return FaultyOthers.approvers(1, decisions -> Approvers.Ruling.APPROVED);
    }
  }

  static final class TakesAnyAnswerForAYes extends PolicyContract {
    @Override
    protected Approvers approvers() {
      return FaultyOthers.approvers(
          1,
          decisions ->
              decisions.isEmpty() ? Approvers.Ruling.UNDECIDED : Approvers.Ruling.APPROVED);
    }
  }

  static final class NeedsOneOfTwo extends PolicyContract {
    @Override
    protected Approvers approvers() {
      return FaultyOthers.approvers(
          2,
          decisions ->
              decisions.stream().anyMatch(d -> d.answer() == Decision.Answer.APPROVED)
                      && decisions.stream().noneMatch(d -> d.answer() == Decision.Answer.DENIED)
                  ? Approvers.Ruling.APPROVED
                  : Approvers.Ruling.UNDECIDED);
    }
  }
}
