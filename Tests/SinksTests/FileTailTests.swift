import Delivery
import Events
import Foundation
import Postgres
import Sinks
import Support
import Synchronization
import Testing

/// What happens to the bytes of a file that are beyond the position.
@Suite struct FileTailTests {
  private let stage: FileStage
  private var path: String { stage.folder.path + "/out/t.jsonl" }

  init() throws { stage = try FileStage(path: "{table}.jsonl") }

  /// Something else appends to the file of a sink that is closed, and has written one line.
  private func append(_ text: String, after line: String) throws {
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    _ = try sink.write(FileStage.batch(line, lsn: 1, end: 2))
    try sink.flush()
    sink.close()
    try append(text)
  }

  private func append(_ text: String) throws {
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  @Test func whatIsBeyondThePositionIsCutOff() throws {
    let first = try stage.sink()
    _ = try first.open(FileStage.context())
    _ = try first.write(FileStage.batch("kept", lsn: 1, end: 2))
    try first.flush()
    _ = try first.write(FileStage.batch("{\"event\":\"lost\"}", lsn: 3))
    first.close()
    let notes = Mutex<[String]>([])
    let second = try stage.sink { note in notes.withLock { $0.append(note) } }
    let position = try second.open(FileStage.context())
    #expect(
      position
        == SinkPosition(event: EventPosition(lsn: LSN(1), sequence: 0), end: LSN(2)))
    #expect(try stage.lines("t.jsonl") == ["kept"])
    let expected =
      "\(path): cut off 17 bytes beyond the position, which a run left behind; their events come"
      + " again"
    #expect(notes.withLock { $0 } == [expected])
    _ = try second.write(FileStage.batch("kept", lsn: 1))
    _ = try second.write(FileStage.batch("again", lsn: 3))
    try second.flush()
    #expect(try stage.lines("t.jsonl") == ["kept", "again"])
    #expect(second.figures.duplicatesDropped == 1)
  }

  @Test(arguments: [
    "{", "{\"event\":\"a\"}\n{\"eve", "[{\"a\":1}]\n[", "\0\0", "{\"event\":\"a\"}\n\0\0\0",
  ]) func whatACrashCanLeaveIsCutOff(_ tail: String) throws {
    try append(tail, after: "kept")
    _ = try stage.sink().open(FileStage.context())
    #expect(try stage.folder.read("out/t.jsonl") == "kept\n")
  }

  @Test(arguments: [
    "mine\n", "mi", "\n", "{}\n", "{\"event\":\"a\"}\nmine\n", "{\"event\":\"a\"}\n\n",
    " {\"event\":",
  ]) func whatSomethingElseAppendedIsRefusedUntilItIsElsewhere(_ tail: String) throws {
    try append(tail, after: "kept")
    for _ in 0..<2 {
      let error = #expect(throws: SinkError.self) { try stage.sink().open(FileStage.context()) }
      #expect(error?.kind == .refused)
      #expect(
        error?.message
          == "\(path) cannot be continued: something else wrote to it behind its first 5 bytes")
      #expect(try stage.folder.read("out/t.jsonl") == "kept\n" + tail)
      let remedy = try #require(error?.remedies.first)
      #expect(remedy.hasSuffix("tail -c +6 \(path) > kept && truncate -s 5 \(path)"))
    }
    // The remedy works as it is printed.
    _ = try Program.run(
      "/bin/sh",
      ["-c", "cd \"$0\" && tail -c +6 \(path) > kept && truncate -s 5 \(path)", stage.folder.path])
    #expect(try stage.folder.read("kept") == tail)
    #expect(try stage.sink().open(FileStage.context())?.end == LSN(2))
  }

  @Test func whatIsAppendedDuringARunEndsItBeforeThePositionIsStored() throws {
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    _ = try sink.write(FileStage.batch("kept", lsn: 1, end: 2))
    try sink.flush()
    try append("mine\n")
    _ = try sink.write(FileStage.batch("{\"event\":\"b\"}", lsn: 3))
    let error = #expect(throws: SinkError.self) { try sink.flush() }
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("behind its first 5 bytes") == true)
    sink.close()
    #expect(throws: SinkError.self) { try stage.sink().open(FileStage.context()) }
    #expect(try stage.sink().inspect(FileStage.context())?.end == LSN(2))
    #expect(try stage.lines("t.jsonl") == ["kept", "mine", "{\"event\":\"b\"}"])
  }
}
