import Postgres
import Replication
import Support
import Testing

/// The decoder: every message, and no trap on any bytes.
@Suite struct MessageDecoderTests {
  private typealias Fields = [Replication.Tuple.Field]

  /// The message, and the columns of the old and of the new row.
  private func decode(
    _ bytes: [UInt8]
  ) throws(DecodeError) -> (message: Message, old: Fields, new: Fields) {
    var decoder = MessageDecoder()
    let message = try decoder.decode(bytes.span)
    return (message, decoder.oldTuple.fields, decoder.newTuple.fields)
  }

  @Test func everyMessageIsRead() throws {
    #expect(
      try decode(Recorded.begin).message
        == .begin(commitLSN: LSN(0x153B810), commitTime: 817_000_000, xid: 771))
    #expect(
      try decode(Recorded.commit).message
        == .commit(
          commitLSN: LSN(0x153B810), endLSN: LSN(0x153B900), commitTime: 817_000_000))
    #expect(try decode(Recorded.origin).message == .origin(lsn: LSN(77), name: "elsewhere"))
    #expect(
      try decode(Recorded.type).message
        == .type(oid: 16_390, name: QualifiedName(schema: "public", name: "mood")))
    #expect(
      try decode(Recorded.truncate).message
        == .truncate(relations: [16_385, 16_386], cascade: true, restartIdentity: true))
    guard case .relation(let relation) = try decode(Recorded.relation).0 else {
      Issue.record("not a relation")
      return
    }
    #expect(relation.name == QualifiedName(schema: "public", name: "t"))
    #expect(relation.columns.map(\.isKey) == [true, false])
    #expect(
      try decode(Recorded.logical).message
        == .logical(
          transactional: true, lsn: LSN(0x16B3748), prefix: "blink",
          start: Recorded.logical.count - 3, count: 3))
  }

  @Test func messagesOfVersion2AreReadAndUnknownFlagsRefused() throws {
    #expect(try decode(Recorded.streamStart).message == .streamStart(xid: 742, isFirst: true))
    #expect(
      try decode(Recorded.bytes("S" as Character, Int32(-1), UInt8(0))).message
        == .streamStart(xid: .max, isFirst: false))
    #expect(try decode(Recorded.streamStop).message == .streamStop)
    #expect(
      try decode(Recorded.streamCommit).message
        == .streamCommit(
          xid: 742, commitLSN: LSN(0x153B810), endLSN: LSN(0x153B900), commitTime: 817_000_000))
    #expect(try decode(Recorded.streamAbort).message == .streamAbort(xid: 742, subxid: 743))
    for flag: UInt8 in 1...255 {
      var commit = Recorded.streamCommit
      commit[5] = flag
      #expect(throws: DecodeError.self) { try decode(commit) }
      guard flag > 1 else { continue }
      let start = Recorded.bytes("S" as Character, Int32(742), flag)
      #expect(throws: DecodeError.self) { try decode(start) }
    }
    // Version 4 appends a position and a time to an abort: not asked for, so not understood.
    let parallel = Recorded.streamAbort + Recorded.bytes(UInt64(1), UInt64(2))
    #expect(throws: DecodeError.self) { try decode(parallel) }
  }

  @Test func rowsKeepTheirPlaces() throws {
    let (message, old, new) = try decode(Recorded.update)
    #expect(message == .update(relation: 16_385, old: .key))
    #expect(old.map(\.kind) == [.text, .null])
    #expect(new.map(\.kind) == [.text, .unchanged])
    let field = new[0]
    #expect(
      Array(Recorded.update[field.start..<(field.start + field.count)]) == [UInt8(ascii: "7")])
    #expect(try decode(Recorded.updateFull).message == .update(relation: 16_385, old: .full))
    #expect(try decode(Recorded.delete).message == .delete(relation: 16_385, old: .key))
    #expect(try decode(Recorded.insert).message == .insert(relation: 16_385))
  }

  @Test func everyPrefixIsATypedError() {
    for message in Recorded.all {
      for length in 0..<message.count {
        #expect(throws: DecodeError.self) { try decode(Array(message[..<length])) }
      }
      #expect(throws: DecodeError.self) { try decode(message + [0]) }
    }
  }

  @Test func everyChangedByteIsAValueOrATypedError() {
    var values = 0
    var errors = 0
    for message in Recorded.all {
      for place in message.indices {
        for mask in 1...255 {
          var changed = message
          changed[place] ^= UInt8(mask)
          do {
            let (_, old, new) = try decode(changed)
            let ends = (old + new).map { $0.start + $0.count }
            #expect(ends.allSatisfy { $0 <= changed.count })
            values += 1
          } catch {
            #expect(error.offset <= changed.count)
            errors += 1
          }
        }
      }
    }
    #expect(values > 0 && errors > 0)
  }

  @Test func lengthsThatLieAreErrorsAndAllocateNothing() {
    for length: Int32 in [-1, -2, 2, .max, .min] {
      let lie = Recorded.bytes(
        "I" as Character, Int32(1), "N" as Character, Int16(1), "t" as Character, length, UInt8(65))
      #expect(throws: DecodeError.self) { try decode(lie) }
      let many = Recorded.bytes("T" as Character, length, UInt8(0), Int32(1))
      #expect(throws: DecodeError.self) { try decode(many) }
    }
    #expect(throws: DecodeError.self) { try decode([UInt8(ascii: "S")]) }
  }

  @Test func framesAreReadAndRefused() throws {
    let keepalive = Recorded.bytes("k" as Character, UInt64(9), UInt64(1), UInt8(1))
    #expect(try Frame.decode(keepalive.span) == .keepalive(walEnd: LSN(9), replyRequested: true))
    let data = Recorded.bytes("w" as Character, UInt64(1), UInt64(2), UInt64(3)) + [66]
    #expect(try Frame.decode(data.span) == .data(walEnd: LSN(2), payload: 25))
    for length in keepalive.indices {
      #expect(throws: DecodeError.self) { try Frame.decode(Array(keepalive[..<length]).span) }
    }
    #expect(throws: DecodeError.self) { try Frame.decode([UInt8(ascii: "x")].span) }
  }

  @Test func aStatusUpdateIsThirtyFourBytes() {
    let bytes = StatusUpdate(written: LSN(0x0102), flushed: LSN(3), requestsReply: true)
      .encoded(clock: 5)
    #expect(bytes.count == 34)
    #expect(bytes[0] == UInt8(ascii: "r"))
    #expect(bytes[7] == 1 && bytes[8] == 2 && bytes[16] == 3 && bytes[24] == 3 && bytes[33] == 1)
  }
}
