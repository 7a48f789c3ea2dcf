package dev.interlock;

/** Finds what a definition makes and nobody reads. */
final class Unread {
  private Unread() {}

  static void outputs(Node.Scope scope, String prefix, Writing writing) {
    for (Node node : scope.nodes()) {
      String path = prefix + node.name();
      if (!writing.isRead(new Ref.Source.Output(scope.key(), node.name(), node.type()))) {
        writing.mistake(mistake(node, path));
      }
      if (node instanceof Node.Branches branches) {
        for (Node.Branch branch : branches.branches()) {
          outputs(branch.scope(), path + "/" + branch.name() + "/", writing);
        }
      }
    }
  }

  private static String mistake(Node node, String path) {
    return node.type().isWitness()
        ? Rules.noun(node) + " '" + path + "' guards nothing: no later step reads its witness"
        : "nobody reads the output of "
            + Rules.noun(node)
            + " '"
            + path
            + "'; read it in a later step or let the scope give it";
  }
}
