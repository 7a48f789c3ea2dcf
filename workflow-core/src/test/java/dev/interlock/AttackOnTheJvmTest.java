package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bodies that change what all code of a JVM shares, and hosts that change what they handed over.
 */
@Tag("attack")
@Timeout(10)
class AttackOnTheJvmTest {
  private static final String EVIL = "Evil";

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Optional<Thread.UncaughtExceptionHandler> handler =
      Optional.ofNullable(Thread.getDefaultUncaughtExceptionHandler());
  private final Map<String, String> properties =
      Map.of("user.name", System.getProperty("user.name"), "line.separator", "\n");
  private final AtomicInteger later = new AtomicInteger();

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    Thread.currentThread().setContextClassLoader(loader);
    Thread.setDefaultUncaughtExceptionHandler(handler.orElse(null));
    properties.forEach(System::setProperty);
    Security.removeProvider(EVIL);
  }

  /** What a body does to its JVM. */
  enum Change {
    STREAMS {
      @Override
      void make() {
        System.setIn(new ByteArrayInputStream("yes\n".repeat(9).getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
      }
    },
    PROPERTIES {
      @Override
      void make() {
        System.setProperty("user.name", "root");
        System.setProperty("line.separator", "\r\nyes\r\n");
      }
    },
    LOCALE {
      @Override
      void make() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      }
    },
    CASE_OF_LETTERS {
      @Override
      void make() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      }
    },
    CALENDAR {
      @Override
      void make() {
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      }
    },
    HANDLER {
      @Override
      void make() {
        Thread.setDefaultUncaughtExceptionHandler(
            (thread, thrown) -> {
              throw new IllegalStateException("no");
            });
      }
    },
    CLASS_LOADER {
      @Override
      void make() {
        Thread.currentThread().setContextClassLoader(null);
      }
    },
    SECURITY_PROVIDER {
      @Override
      void make() {
        Security.insertProviderAt(new Evil(), 1);
      }
    };

    abstract void make();
  }

  /** Says of everything that its digest is the same. */
  public static final class Same extends MessageDigestSpi {
    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[32];
    }

    @Override
    protected void engineReset() {}
  }

  private static final class Evil extends Provider {
    private static final long serialVersionUID = 1L;

    Evil() {
      super(EVIL, "1", "a test");
      put("MessageDigest.SHA-256", Same.class.getName());
    }

    @Override
    public synchronized Service getService(String type, String algorithm) {
      return type.equals("MessageDigest") && algorithm.equalsIgnoreCase("SHA-256")
          ? new Service(this, type, algorithm, Same.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
              return new Same();
            }
          }
          : super.getService(type, algorithm);
    }
  }

  /** A run whose first body does this, and which stands at its gate then. */
  private TestJournal atItsGate(Runnable change) {
    TestJournal journal = new TestJournal();
    DeskChannel desk = new DeskChannel();
    AtomicInteger nonce = new AtomicInteger();
    Engine engine =
        Engine.on(journal)
            .channel(desk)
            .time(new ManualTime())
            .nonces(() -> String.format(Locale.ROOT, "%032x", nonce.incrementAndGet()))
            .build();
    Run<Text> run = engine.start(changing(change), RUN, INPUT, Sample.REQUESTER);
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    assertThat(later).hasValue(0);
    return journal;
  }

  private Workflow<Text, Text> changing(Runnable change) {
    return Workflow.define(
        "changing",
        Text.class,
        (flow, text) -> {
          Ref<Text> first =
              flow.step("title", Text.class)
                  .reading(text)
                  .combine(
                      t -> {
                        change.run();
                        return t.and(" iI 1234567");
                      });
          Ref<Approved<Text>> open =
              flow.gate("open", first, Approvers.fourEyes("editor").within(Duration.ofDays(400)));
          return flow.step("later", Text.class)
              .reading(open)
              .combine(
                  approved -> {
                    later.incrementAndGet();
                    return approved.value();
                  });
        });
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void changesNeitherGateNorRecord(Change change) {
    List<Entry> before = atItsGate(() -> {}).all();
    List<Entry> changed = atItsGate(change::make).all();

    assertThat(changed).hasSameSizeAs(before);
    for (int i = 1; i < before.size(); i++) { // the first holds what the process is
      assertThat(changed.get(i).name()).isEqualTo(before.get(i).name());
      assertThat(changed.get(i).at()).isEqualTo(before.get(i).at());
      assertThat(told(changed.get(i))).isEqualTo(told(before.get(i)));
    }
    assertThat(changed).extracting(Entry::name).doesNotContain("gate.decided", "gate.closed");
  }

  private static String told(Entry entry) {
    return entry.data().toString().replaceAll("\"tookMicros\":\\d+", "");
  }

  @Test
  void mayNotMakeTheGateBelieveAnotherDigest() {
    TestJournal journal = atItsGate(Change.SECURITY_PROVIDER::make);
    Event.GateRequested asked =
        journal.all().stream()
            .map(Entry::event)
            .filter(Event.GateRequested.class::isInstance)
            .map(Event.GateRequested.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(asked.subject()).doesNotContain("00000000000000");
    assertThat(asked.shown()).doesNotContain("00000000000000");
  }

  @Test
  void listsAndArraysThatAHostChangesAfterwardsChangeNoDefinition() {
    List<Duration> waits = new ArrayList<>(List.of(Duration.ofSeconds(1)));
    List<String> roles = new ArrayList<>(List.of("editor"));
    String[] from = {"agent"};
    Step.Retry retry = new Step.Retry(3, waits, false);
    Approvers approvers = Approvers.of("own", roles, 1, new Never());
    Workflow<Text, Text> workflow =
        Workflow.define(
            "mutable",
            Text.class,
            (flow, text) -> {
              Ref<Text> first =
                  flow.step("first", Text.class).reading(text).retry(retry).combine(t -> t);
              Ref<Saw> plan = flow.receive("plan", Saw.class).unverified("a test").from(from);
              Ref<Approved<Text>> open = flow.gate("open", first, approvers);
              return flow.step("later", Text.class)
                  .reading(open, plan)
                  .combine((o, p) -> o.value());
            });
    String outline = workflow.outline().json().toString();
    waits.set(0, Duration.ZERO);
    roles.set(0, "janitor");
    Arrays.fill(from, "anybody");
    TestJournal journal = new TestJournal();
    Engine engine = Engine.on(journal).channel(new DeskChannel()).build();
    engine.start(workflow, RUN, INPUT).settled();

    assertThat(workflow.outline().json().toString()).isEqualTo(outline);
    assertThat(engine.requested(RUN).get(0).roles()).containsExactly("agent");
    assertThat(approvers.roles()).containsExactly("editor");
    assertThat(retry.waits()).containsExactly(Duration.ofSeconds(1));
    assertThat(names(engine.events(RUN))).contains("submission.requested");
    assertThat(later).hasValue(0);
  }

  /** A policy that lets nobody in. */
  private record Never() implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      return Optional.of("never");
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      return Approvers.Ruling.UNDECIDED;
    }
  }
}
