package dev.interlock;

import java.util.ArrayList;
import java.util.List;

/**
 * The approval that a gate will give. A step that reads it cannot start before the gate is open.
 *
 * @param <T> what is to be approved
 */
public final class Gate<T> extends Ref<Approved<T>> {
  private final OpenScope scope;
  private final Node.GateNode node;

  Gate(OpenScope scope, Node.GateNode node) {
    super(new Ref.Source.Output(scope.key(), node.name(), node.type()));
    this.scope = scope;
    this.node = node;
  }

  /**
   * The same gate, which shows people these values besides the one that they decide on and those
   * that it shows already.
   */
  public Gate<T> showing(Ref<?>... evidence) {
    String who = node.noun() + " '" + scope.at(node.name()) + "'";
    List<Ref<?>> all = new ArrayList<>(node.showing());
    all.addAll(scope.refs(who, evidence));
    Node.GateNode shown =
        new Node.GateNode(node.name(), node.subject(), List.copyOf(all), node.approvers());
    scope.replace(shown);
    return new Gate<>(scope, shown);
  }
}
