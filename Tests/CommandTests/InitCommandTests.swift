import Foundation
import Support
import Testing

@Suite("blink-schema init before it connects")
struct InitCommandTests {
  private func run(_ arguments: [String], in folder: TemporaryDirectory) throws -> Program.Outcome {
    try BlinkBinary.schema.run(["init"] + arguments, directory: folder.path)
  }

  @Test func anExistingFileIsNeverOverwritten() throws {
    let folder = try TemporaryDirectory()
    try folder.write("blink.yaml", "mine")
    let outcome = try run(["-d", "host=127.0.0.1 port=1"], in: folder)
    #expect(outcome.exit == 6)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("already exists"))
    #expect(try folder.read("blink.yaml") == "mine")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.yaml", withDestinationPath: folder.path + "/nowhere")
    #expect(try run(["link.yaml"], in: folder).exit == 6)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/nowhere"))
  }

  @Test func aMissingFolderIsNotMade() throws {
    let folder = try TemporaryDirectory()
    let outcome = try run(["no/blink.yaml", "-d", "host=127.0.0.1 port=1"], in: folder)
    #expect(outcome.exit == 3)
    #expect(outcome.stderr.contains("No such file or directory"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/no"))
  }

  @Test(
    arguments: [
      ["--id", "-1"], ["--id", "x"], ["--slot", "Upper"], ["--slot", ""], ["--layout", "other"],
      ["-t", "\"open"], ["-t", "a.b.c"], ["-n", "a.b"], ["-T", ""], ["-d", "postgresql://u:p@[x"],
      ["a.yaml", "b.yaml"], ["--nonsense"],
    ])
  func wrongUseIs64(_ arguments: [String]) throws {
    let outcome = try run(arguments, in: TemporaryDirectory())
    #expect(outcome.exit == 64, "\(outcome.stderr)")
    #expect(outcome.stdout == "")
  }

  @Test func noServerIs4() throws {
    let folder = try TemporaryDirectory()
    let outcome = try run(["-d", "postgresql://u:geheim@127.0.0.1:1/d"], in: folder)
    #expect(outcome.exit == 4)
    #expect(outcome.stdout == "")
    #expect(!outcome.stderr.contains("geheim"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/blink.yaml"))
  }

  @Test func anInvalidFileIsNotASourceForPrint() throws {
    let folder = try TemporaryDirectory()
    try folder.write("blink.yaml", "service: [")
    let outcome = try run(["--print"], in: folder)
    #expect(outcome.exit == 3)
    #expect(outcome.stderr.contains("blink.yaml:"))
  }
}
