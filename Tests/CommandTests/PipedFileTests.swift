import Foundation
import Support
import Testing

/// A configuration from a pipe: `-`, a process substitution, a FIFO.
@Suite struct PipedFileTests {
  private static let good = """
    service:
      stream_schema: [{stream: t, columns: [{name: id, databrewType: Int32, pk: true}]}]
    source:
      driver: postgres_cdc
      config: {host: "${BLINK_TEST_HOST:-127.0.0.1}", port: 1, database: shop, slot_name: s}

    """

  private func run(_ script: String, _ text: String = good) throws -> Program.Outcome {
    let folder = try TemporaryDirectory()
    try folder.write("x", text)
    return try Program.run(
      "/bin/bash", ["-c", script],
      environment: [
        "SCHEMA": BlinkBinary.schema.path, "RUN": BlinkBinary.run.path, "PATH": "/usr/bin:/bin",
      ], directory: folder.path, timeout: 30)
  }

  @Test(arguments: [
    "$SCHEMA lint - < x", "cat x | $SCHEMA lint -", "cat x | $SCHEMA lint -c -",
    "$SCHEMA lint <(cat x)", "$SCHEMA lint /dev/stdin < x", "cat x | $SCHEMA lint /dev/stdin",
    "mkfifo f; $SCHEMA lint f & sleep 0.3; cat x > f; wait $!",
    "(cat x; sleep 0.3; echo '#') | $SCHEMA lint -",
  ])
  func lintReadsIt(script: String) throws {
    let outcome = try run(script)
    #expect(outcome.stdout.contains("is well formed: 1 stream, 0 warnings"), "\(outcome)")
    #expect(outcome.exit == 0)
  }

  @Test func itsPlacesAreNamed() throws {
    let outcome = try run("$SCHEMA lint - < x", Self.good + "extra: 1\n")
    #expect(outcome.exit == 3)
    #expect(outcome.stdout.contains("<stdin>:6:1: error: extra: unknown key"))
  }

  @Test(arguments: [
    ("$RUN -c - < x", 4), ("$RUN <(cat x)", 4), ("$SCHEMA doctor - < x", 4),
    ("$SCHEMA diff - < x", 4), ("$SCHEMA teardown - < x", 4),
    ("$SCHEMA diff - --against lock < x", 3),
    // What writes the file needs a name.
    ("$SCHEMA init - < x", 64), ("$SCHEMA init <(cat x)", 64),
    ("$SCHEMA init -c - --print < x", 64),
  ])
  func theOthersReadIt(script: String, exit: Int32) throws {
    let outcome = try run(script)
    #expect(outcome.exit == exit, "\(outcome)")
  }

  @Test func aPipeHasNoNameToKeepAGeneratedSlotUnder() throws {
    let outcome = try run(
      "$RUN - < x", Self.good.replacingOccurrences(of: ", slot_name: s", with: ""))
    #expect(outcome.exit == 3)
    #expect(outcome.stderr.contains("slot_name is missing"))
  }

  @Test func itEndsAtTheLimit() throws {
    let outcome = try run("yes | $SCHEMA lint -")
    #expect(outcome.exit == 3)
    #expect(outcome.stderr.contains("larger than 67108864 bytes"))
    #expect(try run("$SCHEMA lint - < /dev/null").exit == 3)
  }

  @Test func whatIsInTheWayIsNamed() throws {
    for (script, words) in [
      ("$SCHEMA lint missing.yaml", "blink-schema init"), ("mkdir d; $SCHEMA lint d", "a folder"),
      ("$SCHEMA lint x --env-file missing", "check the path"),
      ("$SCHEMA doctor postgresql://u@h/db", "-d"), ("$RUN dbname=shop", "-d"),
    ] {
      let outcome = try run(script)
      #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
    }
    // A file of variables is not what init writes.
    #expect(try !run("$SCHEMA lint x --env-file missing").stderr.contains("init"))
  }
}
