package dev.interlock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import dev.interlock.record.FailureException;
import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

  private static Kind kindOf(String message) {
    return Failures.of(new Exception(message)).kind();
  }

  @Nested
  class ByType {
    /** Of a module that the core does not require. */
    private static Throwable ofHttp(String name) throws ReflectiveOperationException {
      return Class.forName("java.net.http." + name)
          .asSubclass(Throwable.class)
          .getConstructor(String.class)
          .newInstance("forbidden");
    }

    static Stream<Arguments> types() throws ReflectiveOperationException {
      return Stream.of(
          Arguments.of(new NoSuchFileException("timeout"), Kind.CONFIGURATION),
          Arguments.of(new NotDirectoryException("timeout"), Kind.CONFIGURATION),
          Arguments.of(new FileNotFoundException("timeout"), Kind.CONFIGURATION),
          Arguments.of(new AccessDeniedException("timeout"), Kind.PERMISSION),
          Arguments.of(new SecurityException("timeout"), Kind.PERMISSION),
          Arguments.of(new ConnectException("forbidden"), Kind.TRANSIENT),
          Arguments.of(new NoRouteToHostException("forbidden"), Kind.TRANSIENT),
          Arguments.of(new SocketTimeoutException("forbidden"), Kind.TRANSIENT),
          Arguments.of(new UnknownHostException("forbidden"), Kind.TRANSIENT),
          Arguments.of(ofHttp("HttpTimeoutException"), Kind.TRANSIENT),
          Arguments.of(ofHttp("HttpConnectTimeoutException"), Kind.TRANSIENT),
          Arguments.of(new TimeoutException("401"), Kind.TRANSIENT),
          Arguments.of(new JournalException("timeout"), Kind.JOURNAL),
          Arguments.of(new StackOverflowError("timeout"), Kind.UNKNOWN),
          Arguments.of(new OutOfMemoryError("timeout"), Kind.UNKNOWN),
          Arguments.of(new NoClassDefFoundError("timeout"), Kind.UNKNOWN),
          Arguments.of(new AssertionError("503"), Kind.UNKNOWN),
          Arguments.of(new IOException("boom"), Kind.UNKNOWN),
          Arguments.of(new WorkflowException("boom"), Kind.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_type_decides_whatever_the_text_says(Throwable thrown, Kind kind) {
      assertThat(Failures.of(thrown))
          .isEqualTo(
              Failure.of(kind, thrown.getClass().getName(), String.valueOf(thrown.getMessage())));
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_type_of_a_cause_decides_as_well(Throwable thrown, Kind kind) {
      Failure failure = Failures.of(new IOException("outer", new Exception("inner", thrown)));
      assertThat(failure).isEqualTo(Failure.of(kind, "java.io.IOException", "outer"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_mere_wrapper_is_taken_off(Throwable thrown, Kind kind) {
      Failure bare = Failures.of(thrown);
      assertThat(Failures.of(new ExecutionException(thrown))).isEqualTo(bare);
      assertThat(Failures.of(new CompletionException(thrown))).isEqualTo(bare);
      assertThat(Failures.of(new InvocationTargetException(new ExecutionException(thrown))))
          .isEqualTo(bare);
      assertThat(bare.kind()).isEqualTo(kind);
    }

    @Test
    void an_unchecked_io_exception_is_a_mere_wrapper() {
      assertThat(Failures.of(new UncheckedIOException(new NoSuchFileException("items"))))
          .isEqualTo(Failure.of(Kind.CONFIGURATION, "java.nio.file.NoSuchFileException", "items"));
    }

    @Test
    void the_first_type_in_the_chain_that_says_something_decides() {
      Failure failure =
          Failures.of(new SecurityException("outer", new Exception(new TimeoutException("t"))));
      assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
    }
  }

  @Nested
  class SaidByTheThrower {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failure_exception_keeps_its_kind_and_its_advice(Kind kind) {
      FailureException said =
          new FailureException(kind, "503 timeout", new AssertionError("x"))
              .toCheck("the cable")
              .toRecover("plug it in");
      assertThat(Failures.of(said)).isEqualTo(said.failure());
      assertThat(Failures.of(said).whatToCheck()).isEqualTo("the cable");
      assertThat(Failures.of(said).howToRecover()).isEqualTo("plug it in");
    }

    @Test
    void inside_another_exception_it_still_says_kind_and_advice() {
      FailureException said =
          new FailureException(Kind.BUSINESS_RULE, "no such sprint").toCheck("its name");
      Failure failure = Failures.of(new IllegalStateException("outer", said));
      assertThat(failure.kind()).isEqualTo(Kind.BUSINESS_RULE);
      assertThat(failure.message()).isEqualTo("outer");
      assertThat(failure.toCheck()).contains("its name");
      assertThat(failure.toRecover()).isEmpty();
    }

    @Test
    void its_message_and_advice_are_bounded_too() {
      String much = "é".repeat(100_000);
      Failure failure =
          Failures.of(new FailureException(Kind.TRANSIENT, much).toCheck(much).toRecover(much));
      assertThat(failure.message().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_536);
      assertThat(failure.whatToCheck().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_536);
      assertThat(failure.howToRecover().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_536);
    }

    @Test
    void the_guidance_has_its_three_parts() {
      FailureException said = new FailureException(Kind.PERMISSION, "503").toCheck("the key");
      assertThat(Failures.of(said).guidance())
          .isEqualTo(
              """
              What happened: PERMISSION (FailureException): 503
              What to check: the key
              How to recover: mend them, then resume the run""");
    }
  }

  @Nested
  class ByStatus {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "503 Service Unavailable          | TRANSIENT",
          "401 Unauthorized                 | PERMISSION",
          "429 Too Many Requests            | TRANSIENT",
          "500                              | TRANSIENT",
          "502                              | TRANSIENT",
          "408 | TRANSIENT",
          "425 | TRANSIENT",
          "504 | TRANSIENT",
          "403 | PERMISSION",
          "407 | PERMISSION",
          "400 | BUSINESS_RULE",
          "404 | BUSINESS_RULE",
          "409 | BUSINESS_RULE",
          "422 | BUSINESS_RULE",
          "418 | UNKNOWN",
          "501 | UNKNOWN",
          "[503] down                       | TRANSIENT",
          "403: no                          | PERMISSION",
          "HTTP 503                         | TRANSIENT",
          "HTTP/1.1 403 no                  | PERMISSION",
          "HTTP/2 429                       | TRANSIENT",
          "status 409                       | BUSINESS_RULE",
          "the status was 409               | BUSINESS_RULE",
          "Status: 503 from tracker         | TRANSIENT",
          "status=401, nothing else         | PERMISSION",
          "Server returned HTTP response code: 503 for URL: http://x | TRANSIENT",
          "request failed with status code 403 | PERMISSION",
          "upstream error 502               | TRANSIENT",
          "Error: 400 Bad Request           | BUSINESS_RULE",
          "status 302, then status 503      | TRANSIENT",
          "forbidden word, status 503       | TRANSIENT",
        })
    void a_number_that_stands_as_a_status_decides(String message, Kind kind) {
      assertThat(kindOf(message)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "work item 1503 already exists    | BUSINESS_RULE",
          "id 4001 missing                  | UNKNOWN",
          "TF401019: no such repository     | UNKNOWN",
          "500 items were left              | UNKNOWN",
          "5030 is much                     | UNKNOWN",
          "item 503                         | UNKNOWN",
          "error 1503                       | UNKNOWN",
          "error 503x                       | UNKNOWN",
          "error: 500 rows could not be read | UNKNOWN",
          "terror 503                       | UNKNOWN",
          "barcode 503                      | UNKNOWN",
          "exit code 1                      | UNKNOWN",
          "code 40001                       | UNKNOWN",
          "port 8503: nothing               | UNKNOWN",
        })
    void any_other_number_says_nothing(String message, Kind kind) {
      assertThat(kindOf(message)).isEqualTo(kind);
    }
  }

  @Nested
  class ByWords {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "connection refused                          | TRANSIENT",
          "Connection to db.example.org:5432 refused   | TRANSIENT",
          "rate limit exceeded                         | TRANSIENT",
          "rate_limit_error                            | TRANSIENT",
          "request timed out                           | TRANSIENT",
          "Timeout while reading                       | TRANSIENT",
          "temporary name resolution failure           | TRANSIENT",
          "the service is unavailable                  | TRANSIENT",
          "network error                               | TRANSIENT",
          "bad gateway                                 | TRANSIENT",
          "token has expired                           | PERMISSION",
          "Access denied                               | PERMISSION",
          "permission was denied                       | PERMISSION",
          "authentication has failed                   | PERMISSION",
          "FORBIDDEN                                   | PERMISSION",
          "invalid credentials for the platform        | PERMISSION",
          "validation failed                           | BUSINESS_RULE",
          "validation failed: timeout must be positive | BUSINESS_RULE",
          "already exists                              | BUSINESS_RULE",
          "invalid input: platform is required         | BUSINESS_RULE",
          "unique constraint violated                  | BUSINESS_RULE",
          "a required field is empty                   | BUSINESS_RULE",
          "that is not allowed                         | BUSINESS_RULE",
          "config file not found                       | CONFIGURATION",
          "Invalid work tracking platform              | CONFIGURATION",
          "Invalid work tracking platform: 'jira'      | CONFIGURATION",
          "platform is not configured                  | CONFIGURATION",
          "missing setting                             | CONFIGURATION",
          "invalid config: timeout                     | CONFIGURATION",
          "item doesn't exist in tracking system       | VERIFICATION",
          "item doesn’t exist in the tracking system   | VERIFICATION",
          "verification has failed: token expired      | VERIFICATION",
          "item not found after creation               | VERIFICATION",
          "claimed 3 items were created, but 2 are there | VERIFICATION",
          "boom                                        | UNKNOWN",
          "timeouts2                                   | UNKNOWN",
          "the unforbiddenness                         | UNKNOWN",
          "revalidation unfailed                       | UNKNOWN",
        })
    void whole_words_decide_at_last(String message, Kind kind) {
      assertThat(kindOf(message)).isEqualTo(kind);
    }

    @Test
    void a_message_of_a_cause_is_read_where_the_first_says_nothing() {
      assertThat(Failures.of(new Exception("cannot load", new IOException("HTTP 503"))))
          .isEqualTo(Failure.of(Kind.TRANSIENT, "java.lang.Exception", "cannot load"));
      assertThat(Failures.of(new Exception("cannot load", new IOException("rate limit"))).kind())
          .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void a_status_in_a_cause_goes_before_words_in_front() {
      assertThat(Failures.of(new Exception("validation failed", new IOException("503"))).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
  }

  @Nested
  @SuppressWarnings("serial")
  class WhateverItIs {
    @Test
    void a_circle_of_causes_ends() {
      Exception one = new Exception("one");
      Exception two = new Exception("two", one);
      one.initCause(two);
      assertThat(Failures.of(one))
          .isEqualTo(Failure.of(Kind.UNKNOWN, "java.lang.Exception", "one"));
    }

    @Test
    void a_circle_through_a_wrapper_ends() {
      Exception inner = new Exception("inner");
      ExecutionException outer = new ExecutionException("outer", inner);
      inner.initCause(outer);
      assertThat(Failures.of(outer).message()).isEqualTo("inner");
    }

    @Test
    void a_wrapper_without_a_cause_speaks_for_itself() {
      assertThat(Failures.of(new CompletionException("503", null)).kind())
          .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void a_chain_without_end_ends() {
      AtomicInteger asked = new AtomicInteger();
      class Endless extends Exception {
        @Override
        public synchronized Throwable getCause() {
          asked.incrementAndGet();
          return new Endless();
        }
      }
      assertThat(Failures.of(new Endless()).kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(asked).hasValueLessThan(100);
    }

    @Test
    void a_message_that_throws_is_named_by_what_it_threw() {
      Failure failure =
          Failures.of(
              new Exception() {
                @Override
                public String getMessage() {
                  throw new StackOverflowError("503");
                }

                @Override
                public String toString() {
                  throw new IllegalStateException();
                }

                @Override
                public synchronized Throwable getCause() {
                  throw new IllegalStateException();
                }
              });
      assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(failure.message())
          .isEqualTo("the message cannot be read: java.lang.StackOverflowError");
      assertThat(failure.type()).startsWith(FailuresTest.class.getName());
    }

    @Test
    void no_message_is_said_to_be_none() {
      assertThat(Failures.of(new Exception()).message()).isEqualTo("no message");
      assertThat(Failures.of(new Exception("")).message()).isEqualTo("no message");
    }

    @Test
    void a_message_of_a_hundred_megabytes_is_cut_before_it_is_read() {
      Failure failure = Failures.of(new Exception("x".repeat(100_000_000) + " timeout"));
      assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(failure.message()).hasSize(65_536).endsWith("xxx [cut]");
    }

    @Test
    void a_message_is_cut_between_characters_and_only_where_it_must() {
      for (String character : new String[] {"a", "é", "€", "😀"}) {
        int bytes = character.getBytes(UTF_8).length;
        String fits = character.repeat(1024 / bytes);
        assertThat(FailureWords.bounded(fits)).isEqualTo(fits);
        for (int lead = 0; lead < 4; lead++) {
          String cut = FailureWords.bounded("-".repeat(lead) + fits + "--");
          assertThat(cut).endsWith(character + " [cut]").doesNotContain("\uFFFD");
          assertThat(cut.getBytes(UTF_8)).hasSizeBetween(1021, 1024);
        }
      }
    }

    @Test
    void half_a_character_becomes_the_replacement_character() {
      assertThat(Failures.of(new Exception("a\uD800b\uDC00")).message())
          .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void no_text_makes_the_reading_slow() {
      for (String word :
          new String[] {
            "invalid ", "claimed created ", "connection ", "error ", "a-", "- ", "''"
          }) {
        assertThat(Failures.of(new Exception(word.repeat(500))).kind()).isNotNull();
      }
    }
  }

  @Test
  void an_exception_is_logged_by_one_that_answers_whatever_it_is_asked() {
    RuntimeException silent =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no");
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no");
          }
        };
    assertThat(Failures.forLog(silent).getSuppressed()[0]).hasMessageContaining("cannot be read");
    Throwable told = Failures.forLog(new IllegalStateException("full"));
    assertThat(told).hasMessage("java.lang.IllegalStateException");
    assertThat(told.getStackTrace()[0].getMethodName())
        .isEqualTo("an_exception_is_logged_by_one_that_answers_whatever_it_is_asked");
  }
}
