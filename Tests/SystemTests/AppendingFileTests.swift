import Foundation
import Glibc
import Support
import System
import Testing

@Suite struct AppendingFileTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path + "/lines" }

  init() throws { folder = try TemporaryDirectory() }

  private func cause(_ open: () throws -> AppendingFile) throws -> FileError.Cause? {
    do {
      _ = try open()
      return nil
    } catch let error as FileError {
      return error.cause
    }
  }

  @Test func linesAreAppendedBehindWhatIsThere() throws {
    try folder.write("lines", "a\n")
    let file = try AppendingFile(continuing: path)
    #expect(file.length == 2)
    try file.append(Array("b\n".utf8))
    try file.sync()
    #expect(file.length == 4)
    #expect(try folder.read("lines") == "a\nb\n")
  }

  @Test func aNewFileTakesNoName() throws {
    try AppendingFile(creating: path).append(Array("a".utf8))
    #expect(try cause { try AppendingFile(creating: path) } == .taken)
    #expect(try folder.read("lines") == "a")
  }

  @Test func aFileIsCutButNeverExtended() throws {
    try folder.write("lines", "abcdef")
    let file = try AppendingFile(opening: path)
    try file.cut(to: 3)
    try file.append(Array("x".utf8))
    #expect(try folder.read("lines") == "abcx")
    let problem = #expect(throws: FileError.self) { try file.cut(to: 5) }
    #expect(problem?.cause == .shorter)
    #expect(try folder.read("lines") == "abcx")
  }

  @Test func whatSomebodyElseDoesToTheFileIsFound() throws {
    let file = try AppendingFile(creating: path)
    try file.append(Array("abc".utf8))
    try file.checkLength(known: 0)
    try AppendingFile(opening: path).append(Array("x".utf8))
    let lengthened = #expect(throws: FileError.self) { try file.checkLength(known: 2) }
    #expect(lengthened?.cause == .foreign(from: 2))
    try AppendingFile(opening: path).cut(to: 1)
    let shortened = #expect(throws: FileError.self) { try file.checkLength(known: 2) }
    #expect(shortened?.cause == .shorter)
  }

  @Test func aPipeIsNotWaitedFor() throws {
    let result = unsafe mkfifo(path, 0o600)
    #expect(result == 0)
    #expect(try cause { try AppendingFile(continuing: path) } == .system(ENXIO))
    // With a reader it can be opened, but it is no file.
    let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(try cause { try AppendingFile(continuing: path) } == .notOrdinary)
    #expect(try cause { try AppendingFile(opening: path) } == .notOrdinary)
  }

  @Test func aLinkIsFollowedOnlyWhereItIsAllowed() throws {
    try folder.write("target", "")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
    #expect(
      try cause { try AppendingFile(continuing: path, followsLinks: false) } == .system(ELOOP))
    #expect(try cause { try AppendingFile(opening: path) } == .system(ELOOP))
    try AppendingFile(continuing: path).append(Array("a".utf8))
    #expect(try folder.read("target") == "a")
  }
}
