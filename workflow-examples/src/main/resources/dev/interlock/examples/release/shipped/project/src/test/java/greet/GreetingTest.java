package greet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GreetingTest {
  @Test
  void greetsTheWorld() {
    assertEquals("Hello, world", new Greeting().of());
  }

  @Test
  void greetsSomebody() {
    assertEquals("Hello, Ada", new Greeting().of("Ada"));
  }
}
