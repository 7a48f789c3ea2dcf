module attacker {
  requires dev.interlock;

  exports attacker;
}
