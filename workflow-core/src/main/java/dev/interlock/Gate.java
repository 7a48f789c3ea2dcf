package dev.interlock;

import java.util.List;

/**
 * The approval that a gate will give. A step that reads it cannot start before the gate is open.
 *
 * @param <T> what is to be approved
 */
public final class Gate<T> extends Ref<Approved<T>> {
  private final Flow flow;
  private final Node.GateNode node;

  Gate(Flow flow, Node.GateNode node) {
    super(new Ref.Source.Output(flow.key(), node.name(), node.type()));
    this.flow = flow;
    this.node = node;
  }

  /** The same gate, which shows people these values besides the one that they decide on. */
  public Gate<T> showing(Ref<?>... evidence) {
    return flow.replace(
        new Node.GateNode(node.name(), node.subject(), List.of(evidence), node.approvers()));
  }
}
