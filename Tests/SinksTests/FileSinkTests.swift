import Delivery
import Diagnostics
import Events
import Foundation
import Postgres
import Settings
import Sinks
import Support
import Testing

/// What the file sink does with names, dates, rotation, and with what it finds.
@Suite struct FileSinkTests {
  private static let day: Int64 = 86_400_000_000

  @Test func aDateIsTheCommitsAndNewFilesBegin() throws {
    let stage = try FileStage(path: "{database}/{date}/{table}.jsonl")
    let sink = try stage.sink()
    #expect(try sink.open(FileStage.context()) == nil)
    for (lsn, time) in [(1, 0), (2, Self.day - 1), (3, Self.day), (4, -1)] {
      let batch = FileStage.batch("\(lsn)", lsn: UInt64(lsn), time: Int64(time))
      #expect(try sink.write(batch) == .accepted)
    }
    try sink.flush()
    #expect(
      try stage.names() == [
        "d/1999-12-31/t.jsonl", "d/2000-01-01/t-0000000000000001-0000000000.jsonl",
        "d/2000-01-02/t.jsonl",
      ])
    #expect(try stage.lines("d/2000-01-01/t-0000000000000001-0000000000.jsonl") == ["1", "2"])
  }

  @Test func aFileIsFinishedBeforeItGrowsTooLarge() throws {
    let stage = try FileStage(path: "{table}.jsonl", rotateBytes: 10, compression: .zstd)
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    for lsn in 1...5 { _ = try sink.write(FileStage.batch("1234", lsn: UInt64(lsn))) }
    try sink.flush()
    #expect(
      try stage.names() == [
        "t-0000000000000001-0000000000.jsonl.zst", "t-0000000000000003-0000000000.jsonl.zst",
        "t.jsonl",
      ])
    #expect(try stage.lines("t-0000000000000003-0000000000.jsonl.zst") == ["1234", "1234"])
    // A line that is too large by itself is in a file of its own.
    _ = try sink.write(FileStage.batch("123456789012", lsn: 6))
    try sink.flush()
    #expect(try stage.lines("t.jsonl") == ["123456789012"])
  }

  @Test func aFileIsFinishedWhenItIsOld() throws {
    let stage = try FileStage(path: "{table}.jsonl", rotateAfter: .seconds(1), compression: .gzip)
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    #expect(sink.nextDeadline == nil)
    _ = try sink.write(FileStage.batch("a", lsn: 1))
    try sink.flush()
    let deadline = try #require(sink.nextDeadline)
    #expect(deadline <= .now + .seconds(1))
    #expect(
      try eventually {
        _ = try sink.settle(until: .now)
        return try stage.names() == ["t-0000000000000001-0000000000.jsonl.gz"]
      })
  }

  @Test func lookingChangesNothingAndTakesNoFence() throws {
    let stage = try FileStage(path: "{table}.jsonl")
    #expect(try stage.sink().inspect(FileStage.context()) == nil)
    #expect(!FileManager.default.fileExists(atPath: stage.folder.path + "/out"))
    let writing = try stage.sink()
    _ = try writing.open(FileStage.context())
    _ = try writing.write(FileStage.batch("a", lsn: 1, end: 9))
    try writing.flush()
    #expect(try stage.sink().inspect(FileStage.context())?.end == LSN(9))
  }

  @Test func aSecondRunnerIsFenced() throws {
    let stage = try FileStage()
    let first = try stage.sink()
    _ = try first.open(FileStage.context())
    let error = #expect(throws: SinkError.self) { try stage.sink().open(FileStage.context()) }
    #expect(error?.kind == .fenced)
    #expect(error?.message.contains("another runner writes here") == true)
    first.close()
    _ = try stage.sink().open(FileStage.context())
  }

  /// A kill between the creation of a file and its mention in the position leaves such a file.
  @Test func anEmptyFileIsTakenOver() throws {
    let stage = try FileStage(path: "{table}.jsonl")
    try FileManager.default.createDirectory(
      atPath: stage.folder.path + "/out", withIntermediateDirectories: true)
    try stage.folder.write("out/t.jsonl", "")
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    _ = try sink.write(FileStage.batch("a", lsn: 1))
    try sink.flush()
    #expect(try stage.lines("t.jsonl").count == 1)
  }

  @Test(arguments: ["link", "pipe", "folder"]) func whatIsNoFileIsNotWrittenTo(_ kind: String)
    throws
  {
    let stage = try FileStage(path: "{table}.jsonl")
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: stage.folder.path + "/out", withIntermediateDirectories: true)
    let path = stage.folder.path + "/out/t.jsonl"
    switch kind {
    case "link":
      try stage.folder.write("elsewhere", "")
      try manager.createSymbolicLink(atPath: path, withDestinationPath: "../elsewhere")
    case "pipe": #expect(unsafe mkfifo(path, 0o600) == 0)
    default: try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    for _ in 0..<2 {
      let sink = try stage.sink()
      _ = try sink.open(FileStage.context())
      let error = #expect(throws: SinkError.self) {
        try sink.write(FileStage.batch("a", lsn: 1))
      }
      #expect(error?.message.contains("File exists") == true)
    }
    #expect(manager.fileExists(atPath: path))
  }

  @Test func aForeignFileIsNeitherCutNorContinued() throws {
    let stage = try FileStage(path: "{table}.jsonl")
    try FileManager.default.createDirectory(
      atPath: stage.folder.path + "/out", withIntermediateDirectories: true)
    try stage.folder.write("out/t.jsonl", "mine\n")
    for _ in 0..<2 {
      let sink = try stage.sink()
      _ = try sink.open(FileStage.context())
      let error = #expect(throws: SinkError.self) {
        try sink.write(FileStage.batch("a", lsn: 1))
      }
      #expect(error?.kind == .refused)
      #expect(error?.message.contains("File exists") == true)
    }
    #expect(try stage.lines("t.jsonl") == ["mine"])
  }

  @Test func aFileThatLostBytesIsToldAndAFolderThatIsGoneIsNotCreatedAgain() throws {
    let stage = try FileStage(path: "{table}.jsonl")
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    _ = try sink.write(FileStage.batch("abc", lsn: 1))
    try sink.flush()
    sink.close()
    let later = FileStage.context(statePosition: LSN(2))
    try stage.folder.write("out/t.jsonl", "a")
    let shortened = #expect(throws: SinkError.self) { try stage.sink().open(later) }
    #expect(shortened?.remedies.first?.contains("removed or shortened") == true)
    let out = stage.folder.path + "/out"
    try FileManager.default.moveItem(atPath: out, toPath: out + "2")
    let gone = #expect(throws: SinkError.self) { try stage.sink().open(later) }
    #expect(gone?.kind == .refused)
    #expect(gone?.message.contains("No such file") == true)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func anotherServersFilesAreRefusedUnlessItIsAdopted() throws {
    let stage = try FileStage()
    let sink = try stage.sink()
    _ = try sink.open(FileStage.context())
    _ = try sink.write(FileStage.batch("a", lsn: 1))
    try sink.flush()
    sink.close()
    var other = FileStage.context(systemID: "8")
    #expect(throws: SinkError.self) { try stage.sink().open(other) }
    other.adoptedSystemID = "8"
    #expect(try stage.sink().open(other)?.end == LSN(2))
  }

  @Test func streamsThatWouldShareAFileAreRefused() throws {
    let stage = try FileStage(path: "{table}.jsonl")
    var context = FileStage.context()
    context.streams.append(
      SinkStream(name: "o.t", table: QualifiedName(schema: "o", name: "t")))
    let error = #expect(throws: SinkError.self) { try stage.sink().open(context) }
    #expect(error?.message.contains("would share the file t.jsonl") == true)
    // Where the path does not name the table, it is meant.
    _ = try FileStage(path: "all.jsonl").sink().open(context)
  }

  @Test func aMissingLibraryIsToldWithItsPackage() throws {
    #expect(try Compressor.load(.none) == nil)
    #expect(try Compressor.load(.gzip) != nil)
    #expect(try Compressor.load(.zstd) != nil)
  }

  @Test func moreFilesThanDescriptors() throws {
    let stage = try FileStage(path: "{table}.jsonl", isInMemory: true)
    var context = FileStage.context()
    context.streams = (0..<450).map {
      SinkStream(name: "t\($0)", table: QualifiedName(schema: "public", name: Identifier("t\($0)")))
    }
    let sink = try stage.sink()
    _ = try sink.open(context)
    for round in 0..<2 {
      for stream in 0..<450 {
        _ = try sink.write(
          FileStage.batch("\(round)", stream: stream, lsn: UInt64(round * 1000 + stream + 1)))
      }
    }
    try sink.flush()
    #expect(try stage.names().count == 450)
    #expect(try stage.lines("t7.jsonl") == ["0", "1"])
  }
}
