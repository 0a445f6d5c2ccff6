import Pipeline
import Support
import Testing

/// Transactions that come in blocks, without a server: what is translated, and what may not come.
@Suite struct SpooledTranslatorTests {
  private typealias Stage = SpoolStage

  @Test func aCommitReplaysWhatCameInBlocks() throws {
    let stage = try Stage()
    let other: [[UInt8]] = [
      Stage.begin(0x90), Stage.relation(), Stage.row("other"), Stage.commit(0x90),
    ]
    let lines = try stage.rows(
      [
        Stage.start(7, true), Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"),
        Stage.stop,
      ]
        + other + [
          Stage.start(7, false), Stage.streamed(8, "b"), Stage.streamed(7, "c"), Stage.stop,
          Stage.end(7, 0x100),
        ])
    #expect(lines == ["0/90 0 other", "0/100 0 a", "0/100 1 b", "0/100 2 c"])
    #expect(stage.leftovers == [])
  }

  @Test func emptyTransactionsAreUnitsOfTheirOwn() throws {
    let stage = try Stage()
    #expect(try stage.rows([Stage.start(7, true), Stage.stop, Stage.end(7, 0x100)]) == [])
    #expect(stage.units == ["0/108"])
    #expect(try stage.rows([Stage.start(7, true), Stage.stop, Stage.abort(7, 7)]) == [])
    // With a rollback the first block may come again.
    #expect(
      try stage.rows([
        Stage.start(7, true), Stage.stop, Stage.abort(7, 7), Stage.start(7, true),
        Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"), Stage.stop,
        Stage.abort(7, 9), Stage.end(7, 0x100),
      ]) == ["0/100 0 a"])
  }

  @Test func keepalivesAreIdleOnlyBetweenBlocks() throws {
    let stage = try Stage()
    var idle: [Bool] = []
    _ = try stage.rows([
      Stage.start(7, true), Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"), Stage.stop,
      Stage.begin(0x90), Stage.commit(0x90), Stage.end(7, 0x100),
    ]) { idle.append($0) }
    #expect(idle == [false, false, false, true, false, true, false])
    #expect(stage.isIdle)
  }

  @Test func aRollbackTakesASubtransactionAndItsChildren() throws {
    // 734 > 735 > 736, then 734 again, then 737 of the top.
    let blocks =
      [Stage.start(733, true), Stage.streamed(733, Stage.relation())]
      + [(733, "top"), (734, "a"), (735, "b"), (736, "c"), (735, "d"), (734, "e")].map {
        Stage.streamed($0, $1)
      } + [Stage.stop]
    let all = ["top", "a", "b", "c", "d", "e"]
    let cases: [([Int32], [String])] = [
      ([], all), ([735, 736, 734], ["top"]), ([736, 735, 734], ["top"]), ([999], all),
    ]
    for (rolledBack, left) in cases {
      let more: [[UInt8]] = [
        Stage.start(733, false), Stage.streamed(733, Stage.relation()), Stage.streamed(733, "last"),
        Stage.stop,
      ]
      let stage = try Stage()
      let lines = try stage.rows(
        blocks + rolledBack.map { Stage.abort(733, $0) } + more + [Stage.end(733, 0x100)])
      let expected = (left + ["last"]).enumerated().map { "0/100 \($0) \($1)" }
      #expect(lines == expected, "\(rolledBack)")
    }
  }

  @Test func aRollbackOfOneSubtransactionKeepsWhatAnotherWritesAfterwards() throws {
    let stage = try Stage()
    let lines = try stage.rows([
      Stage.start(1, true), Stage.streamed(2, Stage.relation()), Stage.streamed(2, "gone"),
      Stage.stop, Stage.abort(1, 2), Stage.start(1, false), Stage.streamed(3, Stage.relation()),
      Stage.streamed(3, "kept"), Stage.stop, Stage.start(1, false), Stage.streamed(4, "gone"),
      Stage.stop, Stage.abort(1, 4), Stage.start(1, false), Stage.streamed(3, "too"), Stage.stop,
      Stage.end(1, 0x100),
    ])
    #expect(lines == ["0/100 0 kept", "0/100 1 too"])
  }

  @Test func theNewestDescriptionOfARelationHolds() throws {
    func outcome(streamedFirst: Bool, _ end: [UInt8]) throws -> [String] {
      let block = [
        Stage.start(7, true), Stage.streamed(7, Stage.relation(swapped: true)),
        Stage.streamed(7, "in", swapped: true), Stage.stop,
      ]
      let other = [
        Stage.begin(0x90), Stage.relation(), Stage.row("other"), Stage.commit(0x90),
      ]
      let after = [Stage.begin(0x200), Stage.row("after"), Stage.commit(0x200)]
      return try Stage().rows((streamedFirst ? block + other : other + block) + [end] + after)
    }
    // The stream's description is older than the other one, newer, or rolled back.
    #expect(
      try outcome(streamedFirst: true, Stage.end(7, 0x100))
        == ["0/90 0 other", "0/100 0 in", "0/200 0 after"])
    #expect(
      try outcome(streamedFirst: false, Stage.end(7, 0x100))
        == ["0/90 0 other", "0/100 0 in", "0/200 0 7"])
    #expect(
      try outcome(streamedFirst: false, Stage.abort(7, 7)) == ["0/90 0 other", "0/200 0 after"])
  }

  @Test func aRelationOfAStreamIsKnownToLaterTransactions() throws {
    let lines = try Stage().rows([
      Stage.start(7, true), Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"), Stage.stop,
      Stage.end(7, 0x100), Stage.begin(0x200), Stage.row("b"), Stage.commit(0x200),
    ])
    #expect(lines == ["0/100 0 a", "0/200 0 b"])
  }

  @Test func aStreamDoesNotKnowTheRelationsOfOthers() {
    #expect(throws: PipelineError.self) {
      try Stage().rows([
        Stage.begin(0x90), Stage.relation(), Stage.row("other"), Stage.commit(0x90),
        Stage.start(7, true), Stage.streamed(7, "a"), Stage.stop, Stage.end(7, 0x100),
      ])
    }
  }

  @Test func whatWasHandedOnIsNotRepeatedInAnotherSession() throws {
    let stage = try Stage()
    let messages = [
      Stage.start(7, true), Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"),
      Stage.streamed(7, "b"), Stage.stop, Stage.end(7, 0x100),
    ]
    #expect(try stage.rows(messages, slices: 1) == ["0/100 0 a"])
    stage.beginSession()
    #expect(stage.isIdle)
    #expect(try stage.rows(messages) == ["0/100 1 b"])
    #expect(stage.leftovers == [])
  }

  @Test func whatTheProtocolForbidsIsAnError() throws {
    let first = Stage.start(7, true)
    let row = Stage.streamed(7, "a")
    let forbidden: [[[UInt8]]] = [
      [Stage.start(7, false)], [first, first],
      [first, Stage.stop, Recorded.bytes("S" as Character)], [first, Stage.start(8, true)],
      [first, Stage.stop, first], [Stage.stop], [first, Stage.stop, Stage.stop],
      [Stage.end(7, 0x100)], [first, Stage.end(7, 0x100)], [first, Stage.abort(7, 7)],
      [first, Stage.begin(0x90)], [first, Stage.commit(0x90)], [Stage.begin(0x90), first],
      [first, Stage.stop, Stage.begin(0x90), Stage.end(7, 0x100)],
      [first, Stage.stop, Stage.begin(0x90), Stage.abort(7, 7)],
      [first, Stage.stop, row], [first, [UInt8(ascii: "E"), 0]], [first, []],
      [first, [UInt8(ascii: "x"), 0, 0, 0, 0]], [first, Array(row[..<4])],
      [first, Stage.stop, Stage.end(7, 0x100), Stage.end(7, 0x100)],
      [first, Stage.stop, Stage.abort(7, 7), Stage.start(7, false)],
      [first, Stage.stop, Stage.abort(7, 7), Stage.end(7, 0x100)],
    ]
    for messages in forbidden {
      #expect(throws: PipelineError.self, "\(messages)") { try Stage().rows(messages) }
    }
    // Nothing of the kind may come where it was not asked for.
    for message in [first, Stage.stop, Stage.end(7, 0x100)] {
      #expect(throws: PipelineError.self) { try Stage(streaming: false).rows([message]) }
    }
  }

  /// As PostgreSQL 18 sends them, whatever was asked for.
  @Test(arguments: [true, false]) func rollbacksOfWhatNeverCameChangeNothing(streaming: Bool) throws
  {
    let stage = try Stage(streaming: streaming)
    let lines = try stage.rows([
      Stage.abort(7, 8), Stage.abort(7, 7), Stage.begin(0x90), Stage.relation(), Stage.row("a"),
      Stage.commit(0x90), Stage.abort(9, 10), Stage.begin(0x100), Stage.row("b"),
      Stage.commit(0x100),
    ])
    #expect(lines == ["0/90 0 a", "0/100 0 b"])
    #expect(throws: PipelineError.self) {
      try stage.rows([Stage.begin(0x110), Stage.abort(7, 8)])
    }
  }

  @Test func everyPrefixAndEveryFlippedByteIsAValueOrAnError() throws {
    let messages = [
      Stage.start(7, true), Stage.streamed(7, Stage.relation()), Stage.streamed(7, "a"),
      Recorded.streamed(Recorded.truncate, xid: 8), Recorded.streamed(Recorded.logical, xid: 8),
      Recorded.streamed(Recorded.type, xid: 8), Recorded.origin,
      Recorded.streamed(Recorded.update, xid: 9), Recorded.streamed(Recorded.delete, xid: 9),
      Stage.stop, Stage.abort(7, 9), Stage.end(7, 0x100),
    ]
    var outcomes = (values: 0, errors: 0)
    func attempt(_ changed: [[UInt8]]) {
      do {
        _ = try Stage().rows(changed)
        outcomes.values += 1
      } catch {
        outcomes.errors += 1
      }
    }
    for (index, message) in messages.enumerated() {
      var changed = messages
      for length in message.indices {
        changed[index] = Array(message[..<length])
        attempt(changed)
      }
      for place in message.indices {
        for mask: UInt8 in [1, 16, 128, 255] {
          changed[index] = message
          changed[index][place] ^= mask
          attempt(changed)
        }
      }
    }
    #expect(outcomes.values > 0 && outcomes.errors > 0)
  }
}
