import Foundation
import Support
import System
import Testing

@Suite struct DurableFileTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path + "/file" }

  init() throws { folder = try TemporaryDirectory() }

  private func write(_ text: String, mode: UInt32 = 0o600) throws -> DurableFile {
    let file = try DurableFile(at: path, mode: mode)
    try file.write(Array(text.utf8))
    return file
  }

  private var names: [String] { Folder.names(in: folder.path, beginningWith: "file") }

  /// Creates the file under its name after somebody did `first`; returns what went wrong.
  private func create(
    _ text: String, withLinks: Bool = true, after first: () throws -> Void = {}
  ) throws -> FileError? {
    let file = try write(text)
    try first()
    do throws(FileError) {
      try file.create(withLinks: withLinks)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFileAppearsWholeUnderItsNameAlone() throws {
    let file = try write("whole")
    #expect(!Path.exists(path))
    try file.replace()
    #expect(try folder.read("file") == "whole")
    #expect(names == ["file"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func whatIsLetGoLeavesNothingAndChangesNothing() throws {
    try folder.write("file", "old")
    do { _ = try write("new") }
    #expect(try folder.read("file") == "old")
    #expect(names == ["file"])
  }

  @Test(arguments: [true, false]) func aFreeNameIsTaken(withLinks: Bool) throws {
    #expect(try create("ours", withLinks: withLinks) == nil)
    #expect(try folder.read("file") == "ours")
    #expect(names == ["file"])
  }

  /// Also on a file system without hard links.
  @Test(arguments: [true, false]) func aNewFileDoesNotReplaceARival(withLinks: Bool) throws {
    let problem = try create("ours", withLinks: withLinks) {
      try folder.write("file", "theirs")
    }
    #expect(problem?.isTaken == true)
    #expect(try folder.read("file") == "theirs")
    #expect(names == ["file"])
  }

  @Test(arguments: [true, false]) func aLinkThatLeadsNowhereTakesANameToo(
    withLinks: Bool
  ) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    #expect(try create("ours", withLinks: withLinks)?.isTaken == true)
    #expect(names == ["file"])
  }

  @Test func whatAKilledProcessLeftIsReplaced() throws {
    try folder.write("file.tmp", "half")
    try DurableFile.replace(path, with: Array("whole".utf8))
    #expect(try folder.read("file") == "whole")
    #expect(names == ["file"])
  }

  @Test(arguments: ["/proc/blink-test", "/nonexistent/file", ""])
  func aFolderThatTakesNoFileIsReportedBeforeAnythingIsWritten(path: String) {
    #expect(throws: FileError.self) {
      let file = try DurableFile(at: path, mode: 0o600)
      try file.write([1])
    }
  }

  @Test func aFileThatUsersNameIsReplacedOnlyIfItIsWhatWasRead() throws {
    try folder.write("file", "edited")
    let failure = #expect(throws: (any Error).self) {
      try AtomicFile.replace(path, Array("new".utf8), ifStill: Array("read".utf8))
    }
    #expect("\(try #require(failure))".contains("changed"))
    #expect(try folder.read("file") == "edited")
    try AtomicFile.replace(path, Array("new".utf8), ifStill: Array("edited".utf8))
    #expect(try folder.read("file") == "new")
    #expect(names == ["file"])
  }

  @Test func aReplacedFileKeepsItsPermissions() throws {
    try folder.write("file", "old")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try AtomicFile.replace(path, Array("new".utf8))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func aSymbolicLinkIsNotReplaced() throws {
    try folder.write("target", "kept")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
    #expect(throws: (any Error).self) { try AtomicFile.replace(path, Array("new".utf8)) }
    #expect(throws: (any Error).self) {
      try AtomicFile.create(path, Array("new".utf8), mode: 0o600)
    }
    #expect(try folder.read("target") == "kept")
    #expect(try Path.kind(path) == .link)
  }
}
