package com.example.spring;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/** Answers come over our own pages; the login of the application vouches for who gives them. */
final class WebInbox implements Channel {
  static final String NAME = "web";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Presence presence() {
    return Presence.LOGIN;
  }

  @Override
  public Optional<IdentityVerifier> identities() {
    return Optional.of(WebInbox::who);
  }

  private static Optional<Principal> who(Object credential) {
    return credential instanceof Authentication login && login.isAuthenticated()
        ? Optional.of(Principal.of(login.getName()))
        : Optional.empty();
  }

  @Override
  public boolean isInbox() {
    return true;
  }

  @Override
  public boolean reachable() {
    return false; // nobody need be told again when a run is resumed
  }

  @Override
  public void present(GateRequest request, Answers answers) {} // the page asks pending()
}
