import Foundation
import Pipeline
import Support
import System
import Testing

/// The files of streamed transactions.
@Suite struct SpoolTests {
  private typealias Stage = SpoolStage

  /// Values around every size at which something changes: the chunk that is read, the buffer that
  /// is written, and the one that is kept.
  @Test func recordsOfEverySizeComeBack() throws {
    let sizes =
      [0, 1, 65_400] + (65_480...65_540).map { $0 } + [131_072, 100, 1_048_500, 1_048_600, 3]
      + [3_000_000, 0, 70_000, 70_000, 5]
    var values: [String] = []
    var messages = [Stage.start(7, true), Stage.streamed(7, Stage.relation())]
    for (index, size) in sizes.enumerated() {
      let letter = String(UnicodeScalar(UInt8(97 + index % 26)))
      values.append(String(repeating: letter, count: size))
      messages.append(Stage.streamed(7, values[index]))
      if index % 7 == 3 {
        messages += [Stage.stop, Stage.start(7, false), Stage.streamed(7, Stage.relation())]
      }
    }
    let stage = try Stage()
    let lines = try stage.rows(messages + [Stage.stop, Stage.end(7, 0x100)])
    #expect(lines == values.enumerated().map { "0/100 \($0) \($1)" })
    #expect(stage.leftovers == [])
  }

  @Test func aFileIsCutWhereASubtransactionBegan() throws {
    let stage = try Stage()
    let long = String(repeating: "x", count: 200_000)
    var messages: [[UInt8]] = []
    for round: Int32 in 0..<50 {
      messages += [
        Stage.start(7, round == 0), Stage.streamed(7, Stage.relation()),
        Stage.streamed(7, "\(round)"), Stage.streamed(100 + round, long),
        Stage.streamed(200 + round, long), Stage.stop, Stage.abort(7, 200 + round),
        Stage.abort(7, 100 + round),
      ]
    }
    let lines = try stage.rows(messages + [Stage.end(7, 0x100)])
    #expect(lines == (0..<50).map { "0/100 \($0) \($0)" })
  }

  @Test func everySubtransactionIsFoundAmongVeryMany() throws {
    let count: Int32 = 100_000
    var messages = [Stage.start(7, true), Stage.streamed(7, Stage.relation())]
    for number in 0..<count {
      messages.append(Stage.streamed(8 + number, "\(number)"))
      // The parent of all of them writes in between.
      messages.append(Stage.streamed(7_000_000, "parent"))
    }
    // A search through all of them for each row would take minutes.
    let lines = try Stage().rows(
      messages + [Stage.stop, Stage.abort(7, 8 + 10), Stage.end(7, 0x100)])
    #expect(lines.last == "0/100 19 parent")
    #expect(lines.count == 20)
  }

  @Test func aFolderThatIsGoneIsAnError() throws {
    let stage = try Stage()
    try stage.removeFolder()
    #expect(try stage.rows([Stage.start(7, true)]) == [])
    let error = #expect(throws: PipelineError.self) {
      try stage.rows([Stage.streamed(7, Stage.relation()), Stage.stop])
    }
    guard case .spool(let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.step == .make)
    #expect(problem.cause.isMissing)
  }

  @Test func filesOfAKilledProcessAreSweptAway() throws {
    let folder = try TemporaryDirectory()
    for name in ["s.spool-aB3xY9", "s.json", "s2.spool-aaaaaa", "s.lock"] {
      try folder.write(name, "")
    }
    SpoolFolder(path: folder.path, slot: "s").sweep()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["s.json", "s.lock", "s2.spool-aaaaaa"])
  }
}
