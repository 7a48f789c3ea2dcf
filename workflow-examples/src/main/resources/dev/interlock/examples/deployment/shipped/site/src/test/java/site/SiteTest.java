package site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SiteTest {
  private final Site site = new Site("9.9.9", "a test");

  @Test
  void greets() {
    assertEquals("Hello from a test\n", site.text("/", 200));
  }

  @Test
  void saysItsVersionWhereItIsAskedForItsHealth() {
    assertEquals("ok, version 9.9.9\n", site.text("/health", 200));
  }

  @Test
  void saysNoElsewhere() {
    assertEquals("no\n", site.text("/x", 404));
  }
}
