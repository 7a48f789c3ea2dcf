package dev.interlock.audit.export;

import java.util.List;

/**
 * The commands that check an export, for any shell of POSIX; those that need more than coreutils,
 * sed and grep use ssh-keygen and openssl.
 */
final class CheckCommands {
  /** The namespace of the signature over the list of all files. */
  static final String NAMESPACE = "interlock-export-v1";

  static final List<String> START =
      lines(
          """
          set -eu
          t=$(mktemp -d)
          """);

  static final List<String> FILES =
      lines(
          """
          sha256sum --strict --quiet -c SHA256SUMS
          find . ! -type d ! -name SHA256SUMS ! -name SHA256SUMS.sig -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum | sed 's|  \\./|  |' > "$t/sums"
          cmp "$t/sums" SHA256SUMS
          for f in outlines/*.json shown/*.txt blobs/*; do
            [ -e "$f" ] || continue
            name=${f##*/}
            test "$(sha256sum < "$f" | cut -c 1-64)" = "${name%%.*}"
          done
          """);

  static final List<String> SIGNATURE =
      lines(
          """
          ssh-keygen -l -f key.pub
          printf 'interlock namespaces="%s" %s\\n' interlock-export-v1 "$(cat key.pub)" > "$t/signers"
          ssh-keygen -Y verify -f "$t/signers" -I interlock -n interlock-export-v1 \\
            -s SHA256SUMS.sig < SHA256SUMS
          { echo '-----BEGIN SSH SIGNATURE-----'
            sed '1d;$d' SHA256SUMS.sig | base64 -d | base64 -w 70
            echo '-----END SSH SIGNATURE-----'; } > "$t/sig"
          cmp "$t/sig" SHA256SUMS.sig
          """);

  static final List<String> ENVELOPE =
      lines(
          """
          cut -d ' ' -f 2 key.pub | base64 -d | tail -c 32 > "$t/key"
          openssl pkey -pubin -in key.pem -outform DER | tail -c 32 | cmp - "$t/key"
          sed 's/.*"payload":"\\([^"]*\\)".*/\\1/' statement.dsse.json | base64 -d > "$t/body"
          cmp "$t/body" statement.json
          { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < "$t/body")"
            cat "$t/body"; } > "$t/pae"
          sed 's/.*"sig":"\\([^"]*\\)".*/\\1/' statement.dsse.json | base64 -d > "$t/made"
          openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in "$t/pae" -sigfile "$t/made"
          """);

  static final List<String> STATEMENT =
      lines(
          """
          lines=$(sha256sum < run.jsonl | cut -c 1-64)
          grep -qF '{"name":"run.jsonl","digest":{"sha256":"'"$lines"'"}}' statement.json
          size=$(sed -n 2p head.checkpoint)
          root=$(sed -n 3p head.checkpoint)
          grep -qF '"head":{"size":'"$size"',"root":"'"$root"'"}' statement.json
          grep -qF '"origin":"'"$(sed -n 1p head.checkpoint)"'"' log.json
          line='^[{]"seq":[0-9]+,"prev":"[0-9a-f]+","at":"[^"]+","run":"[^"]+","event":'
          end=$(LC_ALL=C sed -nE 's/'"$line"'"run[.](completed|rejected|failed|cancelled)",.*/\\1/p' \\
            run.jsonl)
          grep -qF '"outcome":"'"${end:-INCOMPLETE}"'","head":' statement.json
          """);

  static final List<String> NAMED =
      lines(
          """
          text='"([^"\\\\]|\\\\.)*"'
          LC_ALL=C sed -nE '
            s#'"$line"'"run[.]started","data":[{]"workflow":'"$text"',"version":'"$text"',"definition":"([0-9a-f]+)".*#outlines/\\3.json#p
            s#'"$line"'"run[.]migrated","data":[{]"from":"[0-9a-f]+","to":"([0-9a-f]+)".*#outlines/\\1.json#p
            s#'"$line"'"gate[.]requested","data":[{]"path":"[^"]+","attempt":[0-9]+,"subject":"[0-9a-f]+","shown":"([0-9a-f]+)".*#shown/\\1.txt#p
            s#'"$line"'"gate[.]decided",.*,"signed":"([0-9a-f]+[.][0-9]+[.]txt)"[}][}]$#approvals/\\1#p
            ' run.jsonl > "$t/named"
          while IFS= read -r file; do test -f "$file"; done < "$t/named"
          """);

  static final List<String> PROOFS =
      lines(
          """
          printf '%s' "$root" | base64 -d > "$t/root"
          test "$(wc -l < run.jsonl)" -eq "$(wc -l < proofs.jsonl)"
          before=-1
          while IFS= read -r line <&3 && IFS= read -r proof <&4; do
            n=$(printf '%s' "$proof" | sed 's/^{"seq":\\([0-9]*\\),.*/\\1/')
            case $line in '{"seq":'"$n"',"prev":"'*) ;; *) exit 1 ;; esac
            { printf '\\000'; printf '%s' "$line"; } > "$t/leaf"
            leaf=$(sha256sum < "$t/leaf" | cut -c 1-64)
            case $proof in '{"seq":'"$n"',"leaf":"'"$leaf"'","proof":['*) ;; *) exit 1 ;; esac
            openssl dgst -sha256 -binary "$t/leaf" > "$t/hash"
            last=$((size - 1))
            test "$n" -le "$last"
            test "$n" -gt "$before"
            before=$n
            for each in $(printf '%s' "$proof" | sed 's/.*"proof":\\[//; s/[]",}]/ /g'); do
              test "$last" -gt 0
              printf '%s' "$each" | base64 -d > "$t/next"
              if [ $((n % 2)) -eq 1 ] || [ "$n" -eq "$last" ]; then
                { printf '\\001'; cat "$t/next" "$t/hash"; } > "$t/node"
                while [ $((n % 2)) -eq 0 ] && [ "$n" -gt 0 ]; do
                  n=$((n / 2)); last=$((last / 2))
                done
              else
                { printf '\\001'; cat "$t/hash" "$t/next"; } > "$t/node"
              fi
              openssl dgst -sha256 -binary "$t/node" > "$t/hash"
              n=$((n / 2)); last=$((last / 2))
            done
            test "$last" -eq 0
            cmp "$t/hash" "$t/root"
          done 3< run.jsonl 4< proofs.jsonl
          """);

  private CheckCommands() {}

  static List<String> ofRun(String run) {
    String form = "^[{]\"seq\":[0-9]+,\"prev\":\"[0-9a-f]{64}\",\"at\":\"[0-9T:.Z-]{27}\",\"run\":";
    String pattern = form + "\"" + run.replace(".", "[.]") + "\",";
    return List.of(
        "test \"$(LC_ALL=C grep -Evc '" + pattern + "' run.jsonl)\" -eq 0",
        "test \"$(wc -l < run.jsonl)\" -gt 0");
  }

  /** Whether a key signed an answer of this run, whoever the key belongs to. */
  static List<String> answered(String file, String run) {
    return List.of(
        "grep -xF '" + run + "' " + file,
        "grep -xE '(decision|role|principal) .*' " + file,
        "ssh-keygen -Y check-novalidate -n interlock-approval-v1 \\",
        "  -s " + file + ".sig < " + file);
  }

  static List<String> signedBy(String file, String namespace, String fingerprint) {
    return List.of(
        "ssh-keygen -Y check-novalidate -n " + namespace + " \\",
        "  -s " + file + ".sig < " + file + " > \"$t/said\"",
        "grep -F ' " + fingerprint + "' \"$t/said\"");
  }

  static List<String> note() {
    return List.of("head -n 3 head.note | cmp - head.checkpoint");
  }

  static List<String> end() {
    return List.of("rm -r \"$t\"", "echo 'all of this holds'");
  }

  private static List<String> lines(String block) {
    return block.lines().toList();
  }
}
