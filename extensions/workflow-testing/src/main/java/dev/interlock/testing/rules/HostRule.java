package dev.interlock.testing.rules;

/** What the code of a host keeps to. Immutable. */
public enum HostRule {
  /** What a definition names reaches no engine, run, journal, channel, decision or submission. */
  BODIES_REACH_NO_ENGINE("bodies and checks reach no engine type"),
  /** What a definition names starts no thread and no process. */
  BODIES_START_NOTHING("bodies and checks start no thread and no process"),
  /** What a definition names neither ends nor bends the JVM, and uses no reflection. */
  BODIES_LEAVE_THE_JVM_ALONE("bodies and checks call no System.exit, setIn or reflection"),
  /** A definition names bodies, and calls none while it is written. */
  DEFINITIONS_CALL_ONLY_THE_DSL("a definition calls the DSL and nothing else"),
  /** No class has both a body that computes or acts and a check. */
  CHECKERS_ARE_NO_DOERS("the classes that check are not the classes that do"),
  /** Each step that acts reads an approval, or says why it needs none. */
  ACTS_STAND_BEHIND_GATES("every act stands behind a gate or says why not"),
  /** Nobody outside the composition root builds an engine. */
  ONE_COMPOSITION_ROOT("nobody outside the composition root builds an engine"),
  /** Main code knows nothing of test kits, and records nowhere in memory. */
  NO_TEST_DOUBLES_IN_MAIN("test doubles stay out of main code");

  private final String says;

  HostRule(String says) {
    this.says = says;
  }

  /** The rule in words. */
  public String says() {
    return says;
  }

  Finding look(HostCode code) {
    return switch (this) {
      case BODIES_REACH_NO_ENGINE -> BodyRules.engine(code);
      case BODIES_START_NOTHING -> BodyRules.starts(code);
      case BODIES_LEAVE_THE_JVM_ALONE -> BodyRules.jvm(code);
      case DEFINITIONS_CALL_ONLY_THE_DSL -> DefinitionRules.onlyTheDsl(code);
      case CHECKERS_ARE_NO_DOERS -> DefinitionRules.checkersAreNoDoers(code);
      case ACTS_STAND_BEHIND_GATES -> WorkflowRules.actsStandBehindGates(code);
      case ONE_COMPOSITION_ROOT -> WiringRules.compositionRoot(code);
      case NO_TEST_DOUBLES_IN_MAIN -> WiringRules.testDoubles(code);
    };
  }
}
