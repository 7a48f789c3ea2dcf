package dev.interlock.gates.command;

/** Whether commands are run in a sandbox of bubblewrap ({@code bwrap}). */
public enum Sandbox {
  /** Always; without it they are refused. */
  REQUIRED,
  /** Where it works; the record of each command says whether it did. */
  PREFERRED,
  /** Never. */
  NONE
}
