import Foundation
import Glibc
import Support
import System
import Testing

@Suite struct BoundedFileTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path + "/file" }

  init() throws { folder = try TemporaryDirectory() }

  private func problem(_ path: String, followsLinks: Bool = true) -> FileError? {
    do {
      _ = try BoundedFile.contents(path, limit: 10, followsLinks: followsLinks)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [0, 1, 9, 10]) func aFileUpToTheLimitIsReadWhole(length: Int) throws {
    let text = String(repeating: "x", count: length)
    try folder.write("file", text)
    #expect(try BoundedFile.contents(path, limit: 10) == Array(text.utf8))
  }

  @Test func aLargerFileIsRefused() throws {
    try folder.write("file", "01234567890")
    #expect(problem(path)?.cause == .larger(10))
  }

  @Test func aFileWhoseSizeTheSystemDoesNotSayIsBoundedToo() throws {
    #expect(problem("/proc/self/maps")?.cause == .larger(10))
    #expect(try !BoundedFile.contents("/proc/self/stat", limit: 1 << 20).isEmpty)
  }

  @Test func whatIsNoFileIsRefused() {
    #expect(problem("/dev/zero")?.cause == .notOrdinary)
    #expect(problem("/tmp")?.cause == .folder)
  }

  @Test func aMissingFileIsMissing() {
    #expect(problem(path)?.isMissing == true)
    #expect(throws: (any Error).self) { try BoundedFile.read("a\u{0}b") }
  }

  @Test func aLinkIsFollowedUnlessTheNameItselfIsMeant() throws {
    try folder.write("target", "text")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
    #expect(try BoundedFile.contents(path, limit: 10) == Array("text".utf8))
    #expect(problem(path, followsLinks: false) != nil)
  }

  @Test func aPipeIsReadOnlyWhereItIsAskedFor() throws {
    let result = unsafe mkfifo(path, 0o600)
    #expect(result == 0)
    #expect(problem(path)?.cause == .notOrdinary)
    let path = path
    let writer = try WorkThread {
      let handle = FileHandle(forWritingAtPath: path)
      for part in ["one ", "two"] { handle?.write(Data(part.utf8)) }
      try? handle?.close()
    }
    #expect(try InputFile.read(path) == Array("one two".utf8))
    writer.join()
  }

  @Test func theBeginningIsAtMostWhatWasAskedFor() throws {
    try folder.write("file", "0123456789")
    #expect(try BoundedFile.beginning(path, count: 4) == Array("0123".utf8))
    #expect(try BoundedFile.beginning(path, count: 40).count == 10)
  }
}
