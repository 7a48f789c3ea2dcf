package dev.interlock;

import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A value handed in from outside, by a person, an agent or a system in a role. Whether it counts is
 * the engine's to say. Immutable.
 *
 * @param run the run it is for
 * @param path the {@code receive} it is for
 * @param attempt which request it answers, from 1
 * @param nonce the nonce of that request
 * @param by who hands it in; claimed, not proven
 * @param role the role in which
 * @param value the value as JSON of the type that is asked for
 */
public record Submission(
    RunId run, String path, int attempt, String nonce, Principal by, String role, Json value) {

  /** Refuses null, so that what comes from outside is a whole submission or none. */
  public Submission {
    Stream.of(run, path, nonce, by, role, value).forEach(Objects::requireNonNull);
  }

  /**
   * What a run asks for. Immutable.
   *
   * @param run the run that waits
   * @param workflow the name of its workflow
   * @param path the {@code receive} that waits
   * @param attempt which request this is, from 1
   * @param nonce names this request, 32 hex digits; it is no secret
   * @param type the class of the value
   * @param roles whose principals may hand it in
   * @param notAfter until when, if that is limited
   */
  public record Request(
      RunId run,
      String workflow,
      String path,
      int attempt,
      String nonce,
      Class<?> type,
      List<String> roles,
      Optional<Instant> notAfter) {

    /** Copies the list. */
    public Request {
      roles = List.copyOf(roles);
    }

    /** An answer to it. */
    public Submission answer(Principal by, String role, Json value) {
      return new Submission(run, path, attempt, nonce, by, role, value);
    }
  }

  /**
   * A {@code receive} being written: {@code flow.receive(name, type).verifiedBy(...).from(roles)}.
   * Every call returns a new object. Use from one thread.
   *
   * @param <R> what is handed in
   */
  public static final class Receipt<R> {
    private final OpenScope scope;
    private final String name;
    private final Class<R> type;
    private final ReceiptOptions options;

    Receipt(OpenScope scope, String name, Class<R> type, ReceiptOptions options) {
      this.scope = scope;
      this.name = name;
      this.type = type;
      this.options = options;
    }

    /** A plausibility rule about the value, which is no check. */
    public Receipt<R> expecting(String says, Predicate<? super R> holds) {
      lacks("a rule", holds);
      return with(builder().addExpectations(Erased.expectation(says, holds)));
    }

    /** Another party than the submitter looks at the value and the world; all must pass. */
    public Receipt<R> verifiedBy(String check, Check<? super R> looks) {
      lacks("a check", looks);
      return with(builder().addVerifications(new Node.Verification(check, Erased.verdict(looks))));
    }

    /** Takes what is handed in without a check, for a reason that is recorded. */
    public Receipt<R> unverified(String reason) {
      return with(builder().unverified(Objects.requireNonNullElse(reason, "")));
    }

    /** Asks for it only once these witnesses are there. */
    public Receipt<R> after(Ref<?>... witnesses) {
      return with(builder().addAllAfter(scope.refs(who(), witnesses)));
    }

    /** Waits this long; then it rejects the run, or goes on with {@link #otherwise}. */
    public Receipt<R> within(Duration time) {
      return lacks("a time", time) ? this : with(builder().within(time));
    }

    /** What the run goes on with when nothing came in time; it stands in the outline. */
    public Receipt<R> otherwise(R value) {
      String who = "receive '" + scope.at(name) + "' has an otherwise that";
      return lacks("a value to go on with", value)
          ? this
          : with(builder().otherwise(scope.written(who, value, type)));
    }

    /**
     * Keeps the value, and what checks see of it, in files of their own that can be erased once the
     * run has ended; people are not shown it in clear.
     */
    public Receipt<R> sensitive() {
      return with(builder().sensitive(true));
    }

    /** The roles whose principals may hand it in, at least one; printable ASCII without space. */
    public Ref<R> from(String... roles) {
      List<String> asked = new ArrayList<>();
      for (String role : roles == null ? new String[0] : roles) {
        asked.add(Objects.requireNonNullElse(role, ""));
      }
      ReceiptOptions all = builder().addAllRoles(asked).build();
      return scope.add(new Node.Receipt(name, type, all));
    }

    private String who() {
      return "receive '" + scope.at(name) + "'";
    }

    private boolean lacks(String what, Object given) {
      return scope.lacks(who(), what, given);
    }

    private ImmutableReceiptOptions.Builder builder() {
      return ImmutableReceiptOptions.builder().from(options);
    }

    private Receipt<R> with(ImmutableReceiptOptions.Builder changed) {
      return new Receipt<>(scope, name, type, changed.build());
    }
  }
}
