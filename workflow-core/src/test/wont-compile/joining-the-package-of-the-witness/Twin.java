package dev.elsewhere;

class Twin {
  record Epics(int done) {}
}
