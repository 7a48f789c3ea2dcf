package dev.interlock.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrettyJsonTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String BLOB = "{\"blob\":\"" + DIGEST + "\",\"size\":1234}";

  private static String of(String json, Set<String> erased) {
    return PrettyJson.of(Json.of(json.getBytes(StandardCharsets.UTF_8)), erased);
  }

  private static String of(String json) {
    return of(json, Set.of());
  }

  @Test
  void breaksLinesAndChangesNoNumberAndNoString() {
    assertThat(of("{\"a\":[1.10,1e400,\"x: {,\\\"}\\u001b\"],\"b\":{},\"c\":[],\"d\":null}"))
        .isEqualTo(
            "{\n  \"a\": [\n    1.10,\n    1e400,\n    \"x: {,\\\"}\\u001b\"\n  ],\n  \"b\": {},\n"
                + "  \"c\": [],\n  \"d\": null\n}");
  }

  @Test
  void saysThatAValueStandsInABlobOrIsErased() {
    assertThat(of(BLOB)).isEqualTo("(blob of 1,234 bytes, sha256 " + DIGEST + ")");
    assertThat(of(BLOB, Set.of(DIGEST)))
        .isEqualTo("(erased blob of 1,234 bytes, sha256 " + DIGEST + ")");
  }

  @Test
  void takesWhatOnlyLooksLikeABlobForWhatItIs() {
    assertThat(of("{\"x\":" + BLOB + "}")).contains("\"blob\": \"" + DIGEST + "\"");
    assertThat(of("{\"blob\":{\"a\":1}}")).isEqualTo("{\n  \"blob\": {\n    \"a\": 1\n  }\n}");
  }

  @Test
  void showsThatASecretWasTakenOut() {
    assertThat(of("{\"key\":{\"redacted\":\"aws-key\"}}"))
        .isEqualTo("{\n  \"key\": (redacted: aws-key)\n}");
  }

  @Test
  void standsAValueAloneOnItsLine() {
    assertThat(of("\"text\"")).isEqualTo("\"text\"");
    assertThat(of("7")).isEqualTo("7");
  }
}
