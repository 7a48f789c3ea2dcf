package dev.interlock.gates;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

/** A release that is published once a gate is open; for tests. */
public record Release(String version) {
  /** Approves and publishes. */
  static Workflow<Release, Release> workflow(Approvers approvers) {
    return Workflow.define(
        "releasing",
        Release.class,
        (flow, release) -> {
          Ref<Approved<Release>> approved = flow.gate("sign-off", release, approvers);
          return flow.step("publish", Release.class)
              .reading(approved)
              .unverified("a test")
              .act(Approved::value);
        });
  }
}
