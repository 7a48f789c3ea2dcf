package dev.interlock.gates;

import dev.interlock.Approvers;
import dev.interlock.GateRequest;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.Optional;

/** Gate requests to test with. */
final class Requests {
  static final String DIGEST = "0123456789abcdef".repeat(4);
  static final String SHOWN = "fedcba9876543210".repeat(4);

  private Requests() {}

  static GateRequest showing(String text) {
    return of(text, Approvers.confirmedBy("product-owner"), Optional.empty());
  }

  static GateRequest of(String text, Approvers approvers, Optional<Instant> notAfter) {
    return new GateRequest(
        RunId.of("sprint-7"),
        "interlock/00000000000000000000000000000000",
        "sprint-review",
        SHOWN,
        "7-approval",
        1,
        "00112233445566778899aabbccddeeff",
        Principal.of("os-user:petra"),
        "Recommendation",
        DIGEST,
        text,
        SHOWN,
        approvers.roles(),
        Optional.empty(),
        approvers,
        notAfter);
  }
}
