package dev.interlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    List<Ref<?>> all = new ArrayList<>(node.showing());
    all.addAll(scope.refs(who(), evidence));
    return with(List.copyOf(all), node.named());
  }

  /**
   * The same gate, open only to the people whom this value names; what else is asked of them stays
   * as it is.
   */
  public Gate<T> approvers(Ref<Approvers.Named> named) {
    return with(node.showing(), Optional.of(scope.ref(who(), named)));
  }

  private Gate<T> with(List<Ref<?>> showing, Optional<Ref<Approvers.Named>> named) {
    Node.GateNode changed =
        new Node.GateNode(node.name(), node.subject(), showing, node.approvers(), named);
    scope.replace(changed);
    return new Gate<>(scope, changed);
  }

  private String who() {
    return node.noun() + " '" + scope.at(node.name()) + "'";
  }
}
