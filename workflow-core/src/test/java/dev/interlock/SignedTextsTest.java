package dev.interlock;

import static dev.interlock.Sample.RUN;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.RunId;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What else can be signed, and how else. */
class SignedTextsTest extends SignedCase {
  @Nested
  class AnotherText {
    static Stream<Arguments> changes() {
      return Stream.of(
          change("form", text -> text + "\n"),
          change("form", text -> text + "x"),
          change("form", text -> text.substring(0, text.length() - 1)),
          change("form", text -> text.replace("decision approved", "decision yes")),
          change("form", text -> text.replace("principal ada", "principal ada eve")),
          change("version", text -> text.replace(" v1", " v2")),
          change("origin", text -> text.replaceFirst("\norigin .*", "\norigin other/0")),
          change("run", text -> text.replaceFirst("\nrun .*", "\nrun run-2")),
          change("workflow", text -> text.replaceFirst("(\nworkflow .*).", "$1x")),
          change("gate or attempt", text -> text.replace("gate approval 1", "gate approval 2")),
          change("gate or attempt", text -> text.replace("gate approval", "gate other")),
          change("shown", text -> text.replaceFirst("\nshown .*", "\nshown " + "0".repeat(64))),
          change("nonce", text -> text.replaceFirst("\nnonce .*", "\nnonce " + "0".repeat(32))),
          change("not-after", text -> text.replace("not-after none", "not-after 2030")),
          change("decision", text -> text.replace("decision approved", "decision denied")),
          change("role", text -> text.replace("role editor", "role guard")));
    }

    private static Arguments change(String what, UnaryOperator<String> how) {
      return Arguments.of(what, how);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isRefusedThoughItIsSigned(String what, UnaryOperator<String> how) {
      GateRequest request = open();
      String changed = how.apply(text(request));
      assertThat(changed).isNotEqualTo(text(request));
      assertRefused(
          yes(request, Staff.sign(ADAS, changed)),
          "signature: the signed text has another " + what);
    }

    @Test
    void ofSomebodyElseIsRefused() {
      GateRequest request = open();
      String bobs = engine.approvalText(request, Decision.Answer.APPROVED, BOB, "editor");
      assertRefused(
          yes(request, Staff.sign(ADAS, bobs)), "signature: the signed text is not of 'ada'");
    }

    @Test
    void aboutAnotherStateOfTheLogIsRefused() {
      GateRequest request = open();
      String rolledBack =
          text(request).replaceFirst("\nhead .*", "\nhead 9999 " + "A".repeat(43) + "=");
      assertRefused(
          yes(request, Staff.sign(ADAS, rolledBack)),
          "signature: the signed text is about another log");
    }

    @Test
    void ofAnotherRunIsRefusedThereAndStillGoodHere() {
      GateRequest first = open();
      GateRequest second = open(RunId.of("run-2"));
      Decision.Proof.Signature signed = Staff.sign(ADAS, text(first));
      assertRefused(yes(second, signed), "signature: the signed text has another run");
      assertThat(engine.decide(yes(first, signed))).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void ofAnEarlierAttemptIsRefused() {
      GateRequest request = open();
      Decision.Proof.Signature signed = Staff.sign(ADAS, text(request));
      engine.present(RUN).settled();
      assertRefused(
          yes(engine.pending(RUN).get(0), signed),
          "signature: the signed text has another gate or attempt");
    }

    @Test
    void thatWasUsedBeforeIsRefused() {
      GateRequest request = open();
      Decision signed = Staff.yes(engine, request, ADA, "editor", ADAS);
      assertThat(engine.decide(signed)).isEmpty();
      assertThat(engine.decide(signed)).hasValueSatisfying(why -> assertThat(why).contains("clos"));
      assertThat(published).hasValue(1);
    }
  }

  @Nested
  class AnotherSignature {
    private void assertRefusedSigned(String signature, String reason) {
      GateRequest request = open();
      String text = text(request);
      String right = Staff.sign(ADAS, text).signature();
      assertRefused(
          yes(request, new Decision.Proof.Signature(text, signature.replace("{right}", right))),
          reason);
    }

    @ParameterizedTest
    @CsvSource({"'{right}{right}'", "'{right} '", "'{right}\0'", "''", "'nonsense'", "' {right}'"})
    void isRefusedUnlessItIsExactlyOne(String signature) {
      assertRefusedSigned(signature, "signature: ");
    }

    @Test
    void ofTenMegabytesIsRefused() {
      assertRefusedSigned("x".repeat(10_000_000), "signature: ");
    }

    @Test
    void forAnotherPurposeIsRefused() {
      GateRequest request = open();
      assertRefused(
          yes(request, Staff.sign(ADAS, "git", text(request))),
          "signature: it is made for another purpose");
    }

    @Test
    void overAnotherTextIsRefused() {
      GateRequest request = open();
      String text = text(request);
      String other = Staff.sign(ADAS, text + "\n").signature();
      assertRefused(
          yes(request, new Decision.Proof.Signature(text, other)),
          "signature: it is not by its key over this text");
    }
  }
}
