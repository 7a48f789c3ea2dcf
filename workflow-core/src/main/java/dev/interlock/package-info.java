/**
 * Declare a workflow, run it, stop at a person, resume it. Entry: {@link dev.interlock.Workflow}
 * and {@link dev.interlock.Engine}.
 *
 * <pre>{@code
 * Workflow<Draft, Receipt> publish = Workflow.define("publish", Draft.class, (flow, draft) -> {
 *   Ref<Approved<Draft>> approved = flow.gate("approval", draft, Approvers.confirmedBy("editor"));
 *   return flow.step("publish", Receipt.class).reading(approved)
 *       .verifiedBy("read-back", site::isThere).act(press::publish);
 * });
 * }</pre>
 */
@NullMarked
package dev.interlock;

import org.jspecify.annotations.NullMarked;
