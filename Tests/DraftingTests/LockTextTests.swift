import Catalog
import Foundation
import Postgres
import Support
import Testing

@testable import Drafting

/// A lock is read and written a stream at a time, with the bytes that JSONEncoder gives the whole.
@Suite struct LockTextTests {
  private func lock(_ streams: Int) -> Lock {
    var lock = Lock(tool: "t", serverVersion: 150_000, systemID: "7", database: "d[{\"\\")
    lock.streams = (0..<streams).map { number in
      let column = Column(
        number: 1, name: Identifier("a\"}]\\\(number)"), type: MergeCase.type("int8"),
        comment: "[{ \n } \"streams\" : [")
      let name = Identifier("t\(number)\n  \"streams\" : [")
      let table = MergeCase.table(UInt32(number), name, [column])
      return SchemaDrafter(schema: "public").draft(SchemaDrafter.Entry(table, among: [table]))
    }
    lock.excluded = [Lock.Exclusion(oid: 1, table: QualifiedName(schema: "a", name: "b"))]
    return lock
  }

  @Test(arguments: [0, 1, 2, 20]) func sameBytesAndBack(_ count: Int) throws {
    let lock = lock(count)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let whole = Array(try encoder.encode(lock))
    #expect(try LockText.encode(lock) == whole)
    #expect(try LockText.decode(whole) == lock)
    // Somebody else's spelling of the same.
    encoder.outputFormatting = []
    #expect(try LockText.decode(Array(try encoder.encode(lock))) == lock)
  }

  @Test func whatIsCutShortIsNoLock() throws {
    let whole = try LockText.encode(lock(3))
    for end in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: (any Error).self) { try LockText.decode(Array(whole[..<end])) }
    }
  }
}
