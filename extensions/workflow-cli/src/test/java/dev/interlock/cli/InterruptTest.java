package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Workflow;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that interrupts the thread of a command. */
class InterruptTest {
  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch finish = new CountDownLatch(1);

  @TempDir Path folder;

  private Greeting.Said greet(Greeting.Guest guest) throws InterruptedException {
    atWork.countDown();
    finish.await();
    return new Greeting.Said("Hello, " + guest.name());
  }

  private Shell shell() {
    Workflow<Greeting.Guest, Greeting.Said> workflow =
        Workflow.define(
            "slow-greeting",
            Greeting.Guest.class,
            (flow, guest) ->
                flow.step("greet", Greeting.Said.class)
                    .reading(guest)
                    .unverified("words leave no trace")
                    .compute(this::greet));
    CommandWorkflow<Greeting.Guest> command =
        CommandWorkflow.of("greet", "Greets.", workflow, request -> new Greeting.Guest("Ann"));
    return new Shell(folder.resolve("log"), setup -> setup.engine().build(), command);
  }

  /** Interrupts a thread that waits without a limit and gives it the time to notice. */
  private static void interrupt(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    while (thread.getState() == Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void getsItBackWith130AndTheRunCanGoOn() throws Exception {
    FutureTask<Shell.Answer> typed = new FutureTask<>(() -> shell().on("greet", "--run", "r1"));
    Thread thread = new Thread(typed);
    thread.start();
    atWork.await();
    interrupt(thread);
    Shell.Answer answer = typed.get(1, TimeUnit.MINUTES);

    assertThat(answer.exit()).isEqualTo(130);
    assertThat(answer.err()).contains("interrupted; run r1 can go on:");
    assertThat(answer.lastLine()).startsWith("./interlock resume r1 --log");

    finish.countDown();
    assertThat(shell().on("resume", "r1").exit()).isZero();
  }
}
