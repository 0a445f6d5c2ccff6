import Foundation
import Glibc
import Support
import System
import Testing

@Suite struct DescriptorTests {
  @Test func aFullDeviceIsAnErrorOfWriting() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let problem = #expect(throws: FileError.self) {
      try Descriptor.write("x", to: full.fileDescriptor, "output")
    }
    #expect(problem?.number == ENOSPC)
    #expect(problem?.description == "output cannot be written: No space left on device")
  }

  @Test func aReaderThatIsGoneIsTold() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let problem = #expect(throws: FileError.self) {
      try Descriptor.write("x", to: pipe.fileHandleForWriting.fileDescriptor, "output")
    }
    #expect(problem?.isUnread == true)
  }

  @Test func aNonBlockingPipeGetsEveryByte() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    // More than a pipe holds.
    let text = String(repeating: "0123456789", count: 50_000)
    let writer = try WorkThread {
      try? Descriptor.write(text, to: descriptor, "output")
      try? pipe.fileHandleForWriting.close()
    }
    let read = pipe.fileHandleForReading.readDataToEndOfFile()
    writer.join()
    #expect(read == Data(text.utf8))
  }

  @Test func anUnnamedFileIsWrittenReadAndCutInPlace() throws {
    let folder = try TemporaryDirectory()
    let file = try UnnamedFile.open(in: folder.path, prefix: "spool-")
    #expect(Folder.names(in: folder.path, beginningWith: "").filter { $0.first != "." } == [])
    try file.write(Array("abcdef".utf8))
    var bytes = [UInt8](repeating: 0, count: 3)
    #expect(try file.read(into: &bytes, from: 1, at: 4) == 2)
    #expect(bytes == [0] + Array("ef".utf8))
    try file.truncate(to: 4)
    let problem: FileError?
    do {
      _ = try file.read(into: &bytes, from: 0, at: 4)
      problem = nil
    } catch {
      problem = error
    }
    #expect(problem?.cause == .shorter)
  }

}
