import Foundation
import Support
import Testing

@Suite struct StateRoomTests {
  /// A limit on file sizes stands for a full disk: no server is asked before the state is safe.
  @Test func aDiskWithoutRoomForAStateIsReportedAtOnce() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "blink.yaml",
      """
      service:
        pipeline_id: 1
        stream_schema:
          - stream: t
            columns:
              - {name: id, databrewType: Int32, pk: true}
      source:
        driver: postgres_cdc
        config: {host: 127.0.0.1, port: 1, user: u, database: d, slot_name: s}
      """)
    let outcome = try Program.run(
      "/bin/bash", ["-c", "(ulimit -f 0; exec $RUN) 2>&1 | cat"],
      environment: ["PATH": "/usr/bin:/bin", "RUN": BlinkBinary.run.path],
      directory: folder.path)
    #expect(outcome.stdout.contains("error: the state cannot be written: File too large"))
    #expect(outcome.stdout.contains("BLINK_STATE_DIR"))
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/.blink/state")
    #expect(left == ["s.lock"])
  }
}
