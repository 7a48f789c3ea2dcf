package dev.interlock.examples.deployment;

/**
 * What is to be deployed, and where to. Immutable.
 *
 * @param folder the folder of the run, relative to that of the log: {@code site/} in it is a copy
 *     of the project
 * @param allowlist the digest of the list of commands in that folder
 * @param pom the digest of the project's {@code pom.xml} when the run was prepared
 * @param leastTests how many tests must run
 * @param offline whether Maven fetches nothing
 * @param ports of this machine
 */
public record DeploymentRequest(
    String folder, String allowlist, String pom, int leastTests, boolean offline, Ports ports) {
  /**
   * Where the site is served, each from 1024 to 65535.
   *
   * @param staging of the trial
   * @param production of the real thing
   */
  public record Ports(int staging, int production) {}
}
